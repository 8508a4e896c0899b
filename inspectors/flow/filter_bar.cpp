// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/flow/filter_bar.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>

#include "inspectors/flow/error_line.h"
#include "inspectors/flow/filter_edit.h"
#include "inspectors/inspector/text.h"

namespace eventscope::inspect::flow {
namespace {

QToolButton* makeButton(const QString& text, const QString& toolTip, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setAutoRaise(true);
    return button;
}

QLabel* makeLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

FilterBar::FilterBar(const FieldRegistry& fields, const Names& names, QWidget* parent)
    : QWidget(parent)
    , m_fields(fields)
    , m_edit(new FilterEdit(fields, names, this))
    , m_state(makeLabel(this))
    , m_count(makeLabel(this))
    , m_progress(new QProgressBar(this))
    , m_stop(makeButton(QStringLiteral(u"\u2715"), tr("Stop searching older events"), this))
    , m_clear(makeButton(QStringLiteral(u"\u232B"), tr("Show every event"), this))
    , m_star(makeButton(QStringLiteral(u"\u2606"), tr("Bookmark this filter; the arrow lists the bookmarks"), this))
    , m_menu(new QMenu(this))
    , m_error(new ErrorLine(this))
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(6, 3, 6, 3);
    layout->setVerticalSpacing(0);
    int column = 0;
    for (QWidget* widget :
        std::initializer_list<QWidget*>{m_edit, m_state, m_clear, m_progress, m_stop, m_count, m_star})
        layout->addWidget(widget, 0, column++);
    layout->addWidget(m_error, 1, 0, 1, column);
    layout->setColumnStretch(0, 1);
    m_progress->setRange(0, 1000);
    m_progress->setMaximumWidth(110);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the search in older events"));
    m_star->setPopupMode(QToolButton::MenuButtonPopup);
    m_star->setMenu(m_menu);
    m_error->hide();
    setFocusProxy(m_edit);

    connect(m_edit, &QLineEdit::textChanged, this, &FilterBar::check);
    connect(m_edit, &QLineEdit::returnPressed, this, &FilterBar::applyText);
    connect(m_edit, &FilterEdit::reverted, this, &FilterBar::revert);
    connect(m_stop, &QToolButton::clicked, this, &FilterBar::stopWanted);
    connect(m_clear, &QToolButton::clicked, this, [this] { apply({}); });
    connect(m_star, &QToolButton::clicked, this, &FilterBar::toggleBookmark);
    connect(m_menu, &QMenu::aboutToShow, this, &FilterBar::fillBookmarkMenu);
    check();
    showCount({});
}

QString FilterBar::text() const { return m_edit->text(); }

QStringList FilterBar::history() const { return m_edit->history(); }

void FilterBar::setHistory(const QStringList& history) { m_edit->setHistory(history); }

void FilterBar::check()
{
    const auto text = m_edit->text();
    showBookmarkState();
    m_clear->setVisible(!text.isEmpty() || m_filter);
    if (text.trimmed().isEmpty()) {
        m_edit->showState(FilterEdit::State::Empty, std::nullopt);
        m_state->clear();
        m_error->hide();
        return;
    }
    const auto compiled = expression::Filter::compile(toUtf8(text), m_fields);
    if (compiled) {
        m_edit->showState(FilterEdit::State::Valid, std::nullopt);
        const bool isApplied = m_filter && text == m_appliedText;
        m_state->setText(isApplied ? tr("✓ applied") : tr("✓ Enter applies"));
        m_error->hide();
        return;
    }
    const auto& wrong = compiled.error();
    m_edit->showState(FilterEdit::State::Invalid, wrong);
    m_state->setText(tr("✗ error"));
    m_error->showError(m_edit->xOfByte(wrong.offset),
        tr("Character %1: %2").arg(m_edit->charactersBefore(wrong.offset) + 1).arg(toDisplayText(wrong.message)));
    m_error->show();
}

void FilterBar::applyText()
{
    const auto text = m_edit->text();
    if (text.trimmed().isEmpty()) {
        m_appliedText.clear();
        m_filter.reset();
    } else {
        auto compiled = expression::Filter::compile(toUtf8(text), m_fields);
        if (!compiled)
            return; // the error stands under the line
        m_filter.emplace(*std::move(compiled));
        m_appliedText = text;
        m_edit->remember(text);
        emit historyChanged();
    }
    check();
    emit applied();
}

void FilterBar::apply(const QString& text, Requests::FilterMode mode)
{
    auto whole = text;
    const bool isAlone = m_appliedText.isEmpty() || mode == Requests::FilterMode::Replace;
    if (mode == Requests::FilterMode::AndNot)
        whole = QStringLiteral("NOT (") % text % QLatin1Char(')');
    if (!isAlone && mode == Requests::FilterMode::And)
        whole = QStringLiteral("(") % m_appliedText % QStringLiteral(") AND (") % text % QLatin1Char(')');
    else if (!isAlone)
        whole = QStringLiteral("(") % m_appliedText % QStringLiteral(") AND ") % whole;
    m_edit->setText(whole);
    applyText();
}

void FilterBar::revert() { m_edit->setText(m_appliedText); }

void FilterBar::showCount(const Count& count)
{
    const QLocale locale;
    const bool isSearching = m_filter && count.progress < 1;
    m_progress->setVisible(isSearching);
    m_stop->setVisible(isSearching);
    m_progress->setValue(static_cast<int>(count.progress * 1000));
    m_count->setText(m_filter ? tr("%1 of %2").arg(locale.toString(count.shown), locale.toString(count.all))
                              : tr("%1 events").arg(locale.toString(count.all)));
    if (!count.remark.isEmpty())
        m_count->setText(QStringLiteral(u"\u26A0 ") % m_count->text());
    m_count->setToolTip(toDisplayText(toUtf8(count.remark)));
}

void FilterBar::startTyping(const QString& typed)
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    if (typed.isEmpty()) {
        m_edit->selectAll();
        return;
    }
    m_edit->clear();
    m_edit->insert(typed);
}

void FilterBar::setBookmarks(const QList<Bookmark>& bookmarks)
{
    m_bookmarks = bookmarks;
    showBookmarkState();
}

void FilterBar::showBookmarkState()
{
    const auto text = m_edit->text();
    const bool isKept = std::any_of(
        m_bookmarks.begin(), m_bookmarks.end(), [&](const Bookmark& bookmark) { return bookmark.expression == text; });
    m_star->setText(isKept ? QStringLiteral(u"\u2605") : QStringLiteral(u"\u2606"));
}

void FilterBar::toggleBookmark()
{
    const auto text = m_edit->text();
    if (text.trimmed().isEmpty())
        return;
    const auto removed = m_bookmarks.removeIf([&](const Bookmark& bookmark) { return bookmark.expression == text; });
    if (removed == 0)
        m_bookmarks.prepend({text, text});
    showBookmarkState();
    emit bookmarksChanged();
}

void FilterBar::fillBookmarkMenu()
{
    m_menu->clear();
    if (m_bookmarks.isEmpty())
        m_menu->addAction(tr("No bookmarks yet: the star keeps the filter in the line"))->setEnabled(false);
    for (const auto& bookmark : m_bookmarks) {
        auto name = toDisplayText(toUtf8(bookmark.name), 80);
        auto* action = m_menu->addAction(name.replace(QLatin1Char('&'), QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, expression = bookmark.expression] { apply(expression); });
    }
}

} // namespace eventscope::inspect::flow
