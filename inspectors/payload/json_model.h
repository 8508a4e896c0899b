// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

#include "broker/event/json_scan.h"
#include "inspectors/payload/decoded_payload.h"
#include "inspectors/payload/field_reference.h"

namespace eventscope::inspect::payload {

/// A JSON payload as a tree. Nothing is parsed before a line is opened; of each level MaxChildren lines at a time, with
/// a line for more. Numbers stay as they are written, names that repeat are all shown. Text that is broken somewhere is
/// shown up to there. Thread: the GUI thread.
class JsonModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, ColumnCount };
    static constexpr std::size_t MaxChildren = 1000;
    static constexpr qsizetype MaxShownText = 2000; ///< of one value
    static constexpr std::size_t MaxCopiedBytes = std::size_t{16} << 20;

    using QAbstractItemModel::QAbstractItemModel;

    /// Null: no tree.
    void setPayload(SharedPayload payload);
    /// Adds the next lines behind a line for more; nothing for any other line.
    void showMore(const QModelIndex& index);
    [[nodiscard]] FieldReference reference(const QModelIndex& index) const;

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
    enum class Line { Value, More, Broken };
    struct Node {
        Line line = Line::Value;
        Node* parent = nullptr;
        int row = 0;
        std::string_view name; ///< raw; empty for elements of an array
        JsonValue value;
        std::vector<std::unique_ptr<Node>> children;
        std::optional<JsonWalker> walker; ///< where the next lines come from
        bool isOpened = false;
    };

    [[nodiscard]] Node* nodeOf(const QModelIndex& index) const
    {
        return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
    }
    [[nodiscard]] static bool isContainer(const Node& node);
    [[nodiscard]] static bool hasMembers(const Node& node);
    [[nodiscard]] QModelIndex indexOf(Node* node) const;
    [[nodiscard]] static std::vector<std::unique_ptr<Node>> readMore(Node& node);
    void append(Node& node);
    [[nodiscard]] QString nameText(const Node& node) const;
    [[nodiscard]] QString valueText(const Node& node) const;

    SharedPayload m_payload; // what every view of a text below looks into
    std::unique_ptr<Node> m_root;
};

} // namespace eventscope::inspect::payload
