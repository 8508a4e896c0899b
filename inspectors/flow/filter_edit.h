// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QStringList>

#include <optional>

#include "broker/event/field_registry.h"
#include "broker/event/names.h"
#include "broker/expression/diagnostic.h"

class QCompleter;
class QStandardItemModel;

namespace eventscope::inspect::flow {

/// The line in which a filter is written: completion as one types, history on Up and Down, the wrong part underlined.
class FilterEdit final : public QLineEdit {
    Q_OBJECT

public:
    enum class State { Empty, Valid, Invalid };

    /// Both outlive the edit.
    FilterEdit(const FieldRegistry& fields, const Names& names, QWidget* parent = nullptr);

    /// Newest first.
    void setHistory(const QStringList& history) { m_history = history; }
    [[nodiscard]] const QStringList& history() const { return m_history; }
    /// Puts it first, once.
    void remember(const QString& filter);

    /// Colours the line and underlines what the diagnostic points at.
    void showState(State state, const std::optional<expression::Diagnostic>& diagnostic);
    /// Where a byte of the text is drawn, in pixels from the left edge.
    [[nodiscard]] int xOfByte(std::size_t offset) const;
    /// The characters from the beginning to a byte.
    [[nodiscard]] int charactersBefore(std::size_t offset) const;
    [[nodiscard]] bool isCompleting() const;

signals:
    /// Escape without a list of completions open.
    void reverted();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void offerCompletions();
    void complete(const QString& word);
    void walkHistory(int by);

    static constexpr int MaxHistory = 100;

    const FieldRegistry& m_fields;
    const Names& m_names;
    QCompleter* m_completer; // child
    QStandardItemModel* m_words; // child
    int m_wordBegin = 0;
    QStringList m_history;
    int m_historyAt = -1; // -1: what is being written
    QString m_draft;
};

} // namespace eventscope::inspect::flow
