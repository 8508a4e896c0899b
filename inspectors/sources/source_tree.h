// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <cstdint>
#include <utility>
#include <vector>

#include "broker/analysis/snapshots.h"
#include "broker/event/names.h"
#include "broker/plugin/connection_state.h"

namespace eventscope::inspect::sources {

/// What the window knows of a connection and the tree cannot find out.
struct ConnectionTraits {
    ConnectionId connection;
    QString separator; ///< where channel names split: "." or "/"; empty: nowhere
    QString noun = QStringLiteral("channel"); ///< what its users call a channel
};

/// One line of the tree: a connection, a channel, a part of channel names, or both of the latter.
struct SourceNode {
    int parent = -1;
    int row = 0; ///< in `children` of the parent
    std::vector<int> children;
    ConnectionId connection;
    ChannelId channel; ///< none: only a part of names
    QString segment; ///< what this line adds to the name
    QString name; ///< of the connection, or the channel's name up to here
    double rate = 0; ///< events per second, with all below
    std::uint64_t events = 0;
    double ownRate = 0;
    std::uint64_t ownEvents = 0;
    bool isInternal = false; ///< what the system itself sends: _INBOX, $SYS, $JS
    bool matches = true; ///< itself or something below matches the name filter
    // Of connections:
    ConnectionState state = ConnectionState::Connecting;
    QString error;
};

/// Connections and channels as a tree, with rates added up. Only grows, until it is cleared.
/// Thread: the GUI thread. Cost: a frame without news costs one comparison for each channel.
class SourceTree {
public:
    static constexpr int Root = 0;
    static constexpr int MaxDepth = 24; ///< deeper parts of a name stay together in one line

    explicit SourceTree(const Names& names);

    void setTraits(const ConnectionTraits& traits) { m_traits.insert(traits.connection.value(), traits); }
    [[nodiscard]] QString separator(ConnectionId connection) const
    {
        return m_traits.value(connection.value()).separator;
    }
    [[nodiscard]] QString noun(ConnectionId connection) const { return m_traits.value(connection.value()).noun; }

    [[nodiscard]] const SourceNode& node(int index) const { return m_nodes[static_cast<std::size_t>(index)]; }
    [[nodiscard]] std::size_t size() const { return m_nodes.size(); }
    /// How many channels of the snapshot are in the tree: the first ones.
    [[nodiscard]] std::size_t channelCount() const { return m_ofChannel.size(); }

    /// Whether a snapshot continues what the tree holds; otherwise it has to be cleared.
    [[nodiscard]] bool isContinuedBy(const analysis::RateSnapshot& rates) const;
    void clear();
    /// The line of a connection, new where it was not there.
    int connectionNode(ConnectionId connection);
    /// Adds the next channel of the snapshot.
    void add(const analysis::ChannelRate& channel);
    /// Takes over the figures of the channel with that place in the snapshot. False when nothing changed.
    bool setFigures(std::size_t place, const analysis::ChannelRate& channel);
    /// False when nothing changed.
    bool setState(int node, ConnectionState state, const QString& error);

    /// Marks the lines that match, and what stands above them. Compared without regard to case; empty: everything.
    void setNameFilter(const QString& text);
    [[nodiscard]] int nodeOfChannel(std::size_t place) const { return m_ofChannel[place]; }

private:
    int child(int parent, const QString& segment, const QString& name);
    SourceNode& at(int index) { return m_nodes[static_cast<std::size_t>(index)]; }
    void markMatch(int index);

    const Names& m_names; // outlives the tree: the session owns it
    QHash<ConnectionId::Value, ConnectionTraits> m_traits;
    std::vector<SourceNode> m_nodes;
    QHash<std::pair<int, QString>, int> m_children;
    std::vector<int> m_ofChannel; // node of each channel of the snapshot
    std::vector<std::pair<ConnectionId, ChannelId>> m_channels;
    QString m_filter;
};

} // namespace eventscope::inspect::sources
