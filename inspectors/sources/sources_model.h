// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QSet>

#include <vector>

#include "broker/stream/health_snapshot.h"
#include "inspectors/inspector/channel_styles.h"
#include "inspectors/sources/source_tree.h"

namespace eventscope::inspect::sources {

/// The tree of connections and channels for a view. Children are told to the view when it asks for them, new lines at
/// most MaxNewRows a frame, changed figures with one signal for each parent a frame. Thread: the GUI thread.
class SourcesModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { NameColumn, RateColumn, EventsColumn, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole, ///< a number, or the text to compare by
        ColourRole, ///< of a channel; invalid elsewhere
        StateRole, ///< of a connection, as int; invalid elsewhere
    };
    static constexpr int MaxNewChannels = 1000; ///< that one frame puts into the tree
    static constexpr int MaxNewRows = 2000; ///< that one frame tells the view

    SourcesModel(const Names& names, const ChannelStyles& styles, QObject* parent = nullptr);

    void setTraits(const ConnectionTraits& traits);
    /// Takes over what is new. Cheap when nothing is.
    void update(
        const analysis::RateSnapshot& rates, const std::vector<stream::HealthSnapshot::ConnectionHealth>& connections);
    void setNameFilter(const QString& text);
    [[nodiscard]] const SourceNode& node(const QModelIndex& index) const { return m_tree.node(nodeOf(index)); }
    [[nodiscard]] const SourceTree& tree() const { return m_tree; }
    [[nodiscard]] bool isEmpty() const { return m_tree.node(SourceTree::Root).children.empty(); }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    using QObject::parent;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex& parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// What the view was told of a node's children.
    struct Shown {
        int rows = 0;
        bool isWanted = false;
    };

    [[nodiscard]] static int nodeOf(const QModelIndex& index)
    {
        return index.isValid() ? static_cast<int>(index.internalId()) : SourceTree::Root;
    }
    [[nodiscard]] QModelIndex indexOf(int node, int column = NameColumn) const;
    [[nodiscard]] bool isShown(int node) const;
    [[nodiscard]] QString displayText(const SourceNode& node, int column) const;
    [[nodiscard]] QVariant sortValue(const SourceNode& node, int column) const;
    [[nodiscard]] QString toolTip(const SourceNode& node) const;
    void addChannels(const analysis::RateSnapshot& rates);
    void growRows();
    void grow(int node, int atMost);
    void markChanged(int node);
    void markUpwards(int node);
    void tellChanges();

    SourceTree m_tree;
    const ChannelStyles& m_styles; // outlives the model: the window owns both
    std::vector<Shown> m_shown; // for each node
    QSet<int> m_growing; // wanted nodes that may have children the view does not know
    QHash<int, std::pair<int, int>> m_changed; // parent -> first and last changed row
    std::vector<std::uint32_t> m_marked; // frame in which a node was last marked
    std::uint32_t m_frame = 0;
    bool m_isTelling = false; // the view is being told of new lines: it must not be told of more inside of that
    std::uint64_t m_seenEvents = 0;
    double m_seenRate = -1;
};

} // namespace eventscope::inspect::sources
