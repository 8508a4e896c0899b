// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/recording_stream.h"

#include <algorithm>

namespace eventscope::app::commands {
namespace {

constexpr std::size_t SeekPage = 10'000;

} // namespace

RecordingStream::RecordingStream(std::unique_ptr<log::LogReader> reader)
    : m_reader(std::move(reader))
    , m_next(m_reader->first())
    , m_last(m_reader->last())
{
}

Result<RecordingStream> RecordingStream::open(
    const std::filesystem::path& path, const std::optional<Start>& from, Names& names)
{
    auto reader = log::LogReader::open(path, names);
    if (!reader)
        return tl::unexpected(reader.error());
    RecordingStream source(*std::move(reader));
    if (from) {
        if (auto sought = source.seek(*from); !sought)
            return tl::unexpected(sought.error());
    }
    return source;
}

Result<> RecordingStream::seek(const Start& from)
{
    if (from.kind == Start::Kind::Live) {
        m_follows = true;
        m_next = m_last + 1;
        return {};
    }
    if (from.kind != Start::Kind::BeforeEnd || !m_last)
        return {}; // times and offsets are those of the events, which may come in any order: EventSelection
    std::uint64_t wanted = from.number;
    if (wanted == 0) {
        m_next = m_last + 1;
        return {};
    }
    m_next = m_last;
    while (true) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, SeekPage));
        const auto page = m_reader->read(m_next, count, log::LogReader::Direction::Backward);
        if (!page)
            return tl::unexpected(page.error());
        const auto read = *page ? (*page)->size() : 0;
        if (read > 0)
            m_next = (*page)->first();
        if (read < count || read >= wanted || m_next.value() <= 1)
            return {};
        wanted -= read;
        m_next = Position(m_next.value() - 1);
    }
}

Result<SharedBatch> RecordingStream::next()
{
    if (isAtEnd())
        return SharedBatch();
    auto page = m_reader->read(m_next, PageEvents);
    if (!page)
        return page;
    if (!*page || (*page)->size() == 0) {
        if (!m_follows)
            m_next = m_last + 1;
        return SharedBatch();
    }
    m_next = (*page)->last() + 1;
    return page;
}

} // namespace eventscope::app::commands
