// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/sources/source_tree.h"

#include "inspectors/inspector/text.h"

namespace eventscope::inspect::sources {
namespace {

bool isInternalSegment(const QString& segment)
{
    return segment == QLatin1String("_INBOX") || segment == QLatin1String("$SYS") || segment == QLatin1String("$JS");
}

} // namespace

SourceTree::SourceTree(const Names& names)
    : m_names(names)
    , m_nodes(1)
{
}

bool SourceTree::isContinuedBy(const analysis::RateSnapshot& rates) const
{
    if (rates.channels.size() < m_channels.size())
        return false;
    // Channels never change their place: the first and the last known ones are enough to notice another session.
    for (const auto place : {std::size_t{0}, m_channels.size() - 1}) {
        if (m_channels.empty())
            return true;
        const auto& channel = rates.channels[place];
        if (std::pair(channel.connection, channel.channel) != m_channels[place])
            return false;
    }
    return true;
}

void SourceTree::clear()
{
    m_nodes.assign(1, {});
    m_children.clear();
    m_ofChannel.clear();
    m_channels.clear();
}

int SourceTree::child(int parent, const QString& segment, const QString& name)
{
    const auto key = std::pair(parent, segment);
    if (const auto found = m_children.constFind(key); found != m_children.constEnd())
        return *found;
    const auto index = static_cast<int>(m_nodes.size());
    SourceNode node;
    node.parent = parent;
    node.row = static_cast<int>(at(parent).children.size());
    node.segment = segment;
    node.name = name;
    node.connection = at(parent).connection;
    node.isInternal = at(parent).isInternal || (at(parent).parent == Root && isInternalSegment(segment));
    node.matches = m_filter.isEmpty();
    m_nodes.push_back(std::move(node));
    at(parent).children.push_back(index);
    m_children.insert(key, index);
    return index;
}

int SourceTree::connectionNode(ConnectionId connection)
{
    const auto name = toText(m_names.connections.text(connection));
    // Two connections may have one name: the number keeps them apart.
    const auto known = m_nodes.size();
    const auto index = child(Root, name + QChar(u'\0') + QString::number(connection.value()), name);
    if (m_nodes.size() > known) {
        at(index).segment = name;
        at(index).connection = connection;
        if (name.contains(m_filter, Qt::CaseInsensitive))
            markMatch(index);
    }
    return index;
}

void SourceTree::add(const analysis::ChannelRate& channel)
{
    const auto name = toText(m_names.channels.text(channel.channel));
    const auto separator = this->separator(channel.connection);
    auto node = connectionNode(channel.connection);
    qsizetype from = 0;
    for (int depth = 1; depth < MaxDepth && !separator.isEmpty(); ++depth) {
        const auto end = name.indexOf(separator, from);
        if (end < 0)
            break;
        node = child(node, name.mid(from, end - from), name.left(end));
        from = end + separator.size();
    }
    node = child(node, name.mid(from), name);
    at(node).channel = channel.channel;
    if (name.contains(m_filter, Qt::CaseInsensitive))
        markMatch(node);
    m_ofChannel.push_back(node);
    m_channels.emplace_back(channel.connection, channel.channel);
}

bool SourceTree::setFigures(std::size_t place, const analysis::ChannelRate& channel)
{
    const auto index = m_ofChannel[place];
    const auto& own = at(index);
    if (own.ownEvents == channel.events && own.ownRate == channel.eventsPerSecond)
        return false;
    const auto moreEvents = channel.events - own.ownEvents; // may wrap around, and then back
    const auto moreRate = channel.eventsPerSecond - own.ownRate;
    at(index).ownEvents = channel.events;
    at(index).ownRate = channel.eventsPerSecond;
    for (auto up = index; up != Root; up = at(up).parent) {
        at(up).events += moreEvents;
        at(up).rate += moreRate;
    }
    return true;
}

bool SourceTree::setState(int node, ConnectionState state, const QString& error)
{
    if (at(node).state == state && at(node).error == error)
        return false;
    at(node).state = state;
    at(node).error = error;
    return true;
}

void SourceTree::markMatch(int index)
{
    for (; index != Root && !at(index).matches; index = at(index).parent)
        at(index).matches = true;
}

void SourceTree::setNameFilter(const QString& text)
{
    m_filter = text;
    for (auto& node : m_nodes)
        node.matches = text.isEmpty();
    if (text.isEmpty())
        return;
    for (std::size_t i = 1; i < m_nodes.size(); ++i) {
        if (m_nodes[i].name.contains(text, Qt::CaseInsensitive))
            markMatch(static_cast<int>(i));
    }
}

} // namespace eventscope::inspect::sources
