// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

#include "inspectors/inspector/inspector.h"
#include "inspectors/inspector/time_axis.h"
#include "inspectors/payload/decoded_payload.h"
#include "inspectors/payload/details_model.h"
#include "inspectors/payload/json_model.h"

class QAbstractItemView;
class QComboBox;
class QLabel;
class QTableView;
class QTabWidget;
class QTreeView;

namespace eventscope::inspect::payload {

class HexView;
class TextView;

/// One event in full: payload as tree, text and bytes, headers, coordinates and times. Nothing is decoded while the
/// pane is hidden; payloads that are large or packed are decoded on the workers. Thread: the GUI thread.
class PayloadPane final : public QWidget {
    Q_OBJECT

public:
    enum Tab { TreeTab, TextTab, HexTab, DetailsTab };
    /// What the payload is taken for.
    enum class DecodeAs { Guess, Json, Text, Bytes };

    explicit PayloadPane(const InspectorContext& context, QWidget* parent = nullptr);

    /// nullopt: none.
    void setEvent(const std::optional<SelectedEvent>& event);
    [[nodiscard]] const std::optional<SelectedEvent>& event() const { return m_event; }
    void setTimeZone(TimeAxis::Zone zone);
    void setDecodeAs(DecodeAs decodeAs);
    [[nodiscard]] bool isDecoding() const { return m_event && !m_payload; }

signals:
    /// The event was double-clicked or its window was asked for.
    void windowWanted();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    [[nodiscard]] QTableView* makeTable(DetailsModel& model, const QString& name);
    void decodeWhenSeen();
    void take(const SharedPayload& payload);
    void showPayload();
    void showDetails();
    void showTitle();
    void showMenu(QAbstractItemView& view, const QPoint& at, const FieldReference& field);
    void tellField(const FieldReference& field);

    const InspectorContext m_context; // references that outlive the pane
    TimeAxis m_axis;
    std::optional<SelectedEvent> m_event;
    SharedPayload m_payload; // null: not decoded yet
    bool m_isAsked = false; // the workers decode it
    DecodeAs m_decodeAs = DecodeAs::Guess;
    JsonModel m_json;
    DetailsModel m_headers;
    DetailsModel m_fields;
    QLabel* m_title = nullptr; // these are children
    QLabel* m_look = nullptr;
    QComboBox* m_choice = nullptr;
    QTabWidget* m_tabs = nullptr;
    QTreeView* m_tree = nullptr;
    QLabel* m_noTree = nullptr;
    TextView* m_text = nullptr;
    HexView* m_hex = nullptr;
    QLabel* m_noHeaders = nullptr;
    QTableView* m_headerTable = nullptr;
    QTableView* m_fieldTable = nullptr;
};

} // namespace eventscope::inspect::payload
