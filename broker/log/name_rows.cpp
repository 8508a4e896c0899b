// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/name_rows.h"

#include <algorithm>

#include "broker/log/row_checksum.h"

namespace eventscope::log {
namespace {

constexpr std::array<std::string_view, NameKinds> KindTexts{
    "connection", "channel", "producer", "source", "type", "content_type"};
constexpr std::int64_t MostNames = std::int64_t{1} << 23; // more than six tables of a session can hold
constexpr const char* SelectNamesSql = "SELECT id, kind, text, crc FROM names WHERE id > ?1 ORDER BY id";

std::int64_t checksumOf(std::int64_t id, std::string_view kind, std::string_view text)
{
    RowChecksum sum;
    sum.addNumbers(std::array{id});
    sum.addText(kind);
    sum.addText(text);
    return sum.value();
}

std::optional<NameKind> parseKind(std::string_view text)
{
    const auto* const found = std::find(KindTexts.begin(), KindTexts.end(), text);
    return found == KindTexts.end() ? std::nullopt : std::optional(static_cast<NameKind>(found - KindTexts.begin()));
}

std::array<std::uint32_t, NameKinds> sessionIds(const Event& event)
{
    return {event.connection.value(), event.channel.value(), event.producer.value(), event.source.value(),
        event.type.value(), event.contentType.value()};
}

} // namespace

std::string_view toText(NameKind kind) { return KindTexts.at(static_cast<std::size_t>(kind)); }

Result<> NameWriter::load(Database& database)
{
    for (auto& ids : m_ids)
        ids.clear();
    for (auto& known : m_known)
        known.clear();
    m_next = 1;
    auto select = database.prepare(SelectNamesSql);
    auto insert = database.prepare("INSERT INTO names VALUES (?1, ?2, ?3, ?4)");
    if (!select || !insert)
        return tl::unexpected(select ? insert.error() : select.error());
    m_insert = *std::move(insert);
    select->bindInteger(1, 0);
    while (true) {
        const auto hasRow = select->step();
        if (!hasRow)
            return tl::unexpected(hasRow.error());
        if (!*hasRow)
            return {};
        m_next = select->integer(0) + 1;
        const auto kindText = select->bytes(1).value_or(std::string_view());
        const auto text = select->bytes(2).value_or(std::string_view());
        const auto kind = parseKind(kindText);
        // A damaged name stays as it is for the rows that use it; new rows get a new one.
        if (kind && select->integer(3) == checksumOf(select->integer(0), kindText, text))
            m_known[static_cast<std::size_t>(*kind)].emplace(std::string(text), select->integer(0));
    }
}

std::string_view NameWriter::textOf(NameKind kind, std::uint32_t sessionId) const
{
    switch (kind) {
    case NameKind::Connection:
        return m_names.connections.text(ConnectionId(sessionId));
    case NameKind::Channel:
        return m_names.channels.text(ChannelId(sessionId));
    case NameKind::Producer:
        return m_names.producers.text(ProducerId(sessionId));
    case NameKind::Source:
        return m_names.sources.text(SourceId(sessionId));
    case NameKind::Type:
        return m_names.types.text(TypeId(sessionId));
    case NameKind::ContentType:
        return m_names.contentTypes.text(ContentTypeId(sessionId));
    }
    return {};
}

Result<std::int64_t> NameWriter::add(NameKind kind, std::string_view text)
{
    const auto kindText = toText(kind);
    m_insert.bindInteger(1, m_next);
    m_insert.bindText(2, kindText);
    m_insert.bindText(3, text);
    m_insert.bindInteger(4, checksumOf(m_next, kindText, text));
    if (auto added = m_insert.run(); !added)
        return tl::unexpected(added.error());
    m_known[static_cast<std::size_t>(kind)].emplace(std::string(text), m_next);
    return m_next++;
}

Result<std::int64_t> NameWriter::idOf(NameKind kind, std::uint32_t sessionId)
{
    auto& ids = m_ids[static_cast<std::size_t>(kind)];
    if (sessionId < ids.size() && ids[sessionId] != 0)
        return ids[sessionId];
    const auto text = textOf(kind, sessionId);
    const auto& known = m_known[static_cast<std::size_t>(kind)];
    const auto found = known.find(std::string(text));
    const auto id = found != known.end() ? Result<std::int64_t>(found->second) : add(kind, text);
    if (!id)
        return id;
    if (ids.size() <= sessionId)
        ids.resize(sessionId + std::size_t{1});
    ids[sessionId] = *id;
    return *id;
}

Result<> NameWriter::translate(const Event& event, StoredRow& row)
{
    const auto sessionId = sessionIds(event);
    for (std::size_t i = 0; i < NameKinds; ++i) {
        if (sessionId[i] == 0)
            continue;
        const auto& ids = m_ids[i];
        if (sessionId[i] < ids.size() && ids[sessionId[i]] != 0) {
            row.names[i] = ids[sessionId[i]];
            continue;
        }
        const auto id = idOf(static_cast<NameKind>(i), sessionId[i]);
        if (!id)
            return tl::unexpected(id.error());
        row.names[i] = *id;
    }
    return {};
}

Result<> NameReader::refresh(Database& database)
{
    auto select = database.prepare(SelectNamesSql);
    if (!select)
        return tl::unexpected(select.error());
    select->bindInteger(1, m_loaded);
    while (true) {
        const auto hasRow = select->step();
        if (!hasRow)
            return tl::unexpected(hasRow.error());
        const auto id = *hasRow ? select->integer(0) : 0;
        if (!*hasRow || id <= m_loaded || id > MostNames)
            return {};
        m_loaded = id;
        const auto kindText = select->bytes(1).value_or(std::string_view());
        const auto text = select->bytes(2).value_or(std::string_view());
        const auto kind = parseKind(kindText);
        if (!kind || select->integer(3) != checksumOf(id, kindText, text)) {
            ++m_damaged;
            continue;
        }
        if (m_ids.size() <= static_cast<std::size_t>(id))
            m_ids.resize(static_cast<std::size_t>(id) + 1);
        m_ids[static_cast<std::size_t>(id)] = intern(*kind, text);
        if (*kind == NameKind::Channel)
            m_channels.emplace(std::string(text), id);
    }
}

std::uint32_t NameReader::intern(NameKind kind, std::string_view text)
{
    switch (kind) {
    case NameKind::Connection:
        return m_names.connections.intern(text).value();
    case NameKind::Channel:
        return m_names.channels.intern(text).value();
    case NameKind::Producer:
        return m_names.producers.intern(text).value();
    case NameKind::Source:
        return m_names.sources.intern(text).value();
    case NameKind::Type:
        return m_names.types.intern(text).value();
    case NameKind::ContentType:
        return m_names.contentTypes.intern(text).value();
    }
    return 0;
}

bool NameReader::knows(const StoredRow& row) const
{
    return std::all_of(row.names.begin(), row.names.end(), [this](std::int64_t id) { return id <= m_loaded; });
}

std::uint32_t NameReader::sessionId(NameKind kind, std::int64_t fileId)
{
    if (fileId == 0)
        return 0;
    const auto index = static_cast<std::size_t>(fileId);
    if (fileId > 0 && index < m_ids.size() && m_ids[index] != 0)
        return m_ids[index];
    return intern(kind, "(name lost)");
}

void NameReader::translate(const StoredRow& row, Event& event)
{
    event.connection = ConnectionId(sessionId(NameKind::Connection, row.names[0]));
    event.channel = ChannelId(sessionId(NameKind::Channel, row.names[1]));
    event.producer = ProducerId(sessionId(NameKind::Producer, row.names[2]));
    event.source = SourceId(sessionId(NameKind::Source, row.names[3]));
    event.type = TypeId(sessionId(NameKind::Type, row.names[4]));
    event.contentType = ContentTypeId(sessionId(NameKind::ContentType, row.names[5]));
}

std::vector<std::int64_t> NameReader::channelIds(const std::vector<std::string>& channels) const
{
    std::vector<std::int64_t> ids;
    for (const auto& channel : channels) {
        const auto found = m_channels.find(channel);
        if (found != m_channels.end())
            ids.push_back(found->second);
    }
    return ids;
}

} // namespace eventscope::log
