// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

#include <optional>

#include "broker/event/field_registry.h"
#include "broker/event/names.h"
#include "broker/expression/filter.h"
#include "inspectors/inspector/requests.h"

class QLabel;
class QMenu;
class QProgressBar;
class QToolButton;

namespace eventscope::inspect::flow {

class ErrorLine;
class FilterEdit;

/// The row in which a filter is written: checked as it is typed, red or green and in words, with completion, history
/// and bookmarks, and how many events pass. Enter applies, Escape goes back to what is applied. Thread: the GUI thread.
class FilterBar final : public QWidget {
    Q_OBJECT

public:
    struct Bookmark {
        QString name;
        QString expression;

        friend bool operator==(const Bookmark&, const Bookmark&) = default;
    };
    /// How far the applied filter has come.
    struct Count {
        std::uint64_t shown = 0;
        std::uint64_t all = 0;
        double progress = 1; ///< below 1: older events are still searched
        QString remark; ///< empty, or a sentence about an incomplete result
    };

    /// Both outlive the bar.
    FilterBar(const FieldRegistry& fields, const Names& names, QWidget* parent = nullptr);

    /// What is applied; nullopt: every event.
    [[nodiscard]] const std::optional<expression::Filter>& filter() const { return m_filter; }
    /// What stands in the line, applied or not.
    [[nodiscard]] QString text() const;
    /// Writes and applies a filter, alone or together with the one that is applied. Empty text: no filter. A text that
    /// is wrong stands there with its error and is not applied.
    void apply(const QString& text, Requests::FilterMode mode = Requests::FilterMode::Replace);
    void showCount(const Count& count);
    /// Puts the cursor into the line; `typed` is what was typed elsewhere.
    void startTyping(const QString& typed = {});

    [[nodiscard]] QStringList history() const;
    void setHistory(const QStringList& history);
    [[nodiscard]] const QList<Bookmark>& bookmarks() const { return m_bookmarks; }
    void setBookmarks(const QList<Bookmark>& bookmarks);

signals:
    /// filter() is another one.
    void applied();
    void historyChanged();
    void bookmarksChanged();
    /// The user does not want to wait for older events.
    void stopWanted();

private:
    void check();
    void applyText();
    void revert();
    void toggleBookmark();
    void fillBookmarkMenu();
    void showBookmarkState();

    const FieldRegistry& m_fields;
    FilterEdit* m_edit; // these are children
    QLabel* m_state;
    QLabel* m_count;
    QProgressBar* m_progress;
    QToolButton* m_stop;
    QToolButton* m_clear;
    QToolButton* m_star;
    QMenu* m_menu;
    ErrorLine* m_error;
    std::optional<expression::Filter> m_filter;
    QString m_appliedText;
    QList<Bookmark> m_bookmarks;
};

} // namespace eventscope::inspect::flow
