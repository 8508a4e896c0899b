// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/flow/filter_edit.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTextCharFormat>

#include <algorithm>

#include "broker/expression/completion.h"
#include "inspectors/inspector/fonts.h"
#include "inspectors/inspector/text.h"

namespace eventscope::inspect::flow {
namespace {

/// The base colour with a hue: as light or dark as the palette, whatever it is.
QColor tinted(const QColor& base, int hue)
{
    const int lightness =
        base.lightness() < 128 ? std::max(base.lightness(), 26) + 14 : std::min(base.lightness(), 242) - 8;
    return QColor::fromHsl(hue, base.lightness() < 128 ? 90 : 160, lightness);
}

constexpr int Red = 0;
constexpr int Green = 125;

} // namespace

FilterEdit::FilterEdit(const FieldRegistry& fields, const Names& names, QWidget* parent)
    : QLineEdit(parent)
    , m_fields(fields)
    , m_names(names)
    , m_completer(new QCompleter(this))
    , m_words(new QStandardItemModel(this))
{
    setFont(monospaced());
    setPlaceholderText(tr("Filter, such as  type = 'order.created' AND data.total > 100"));
    setAccessibleName(tr("Filter"));
    setMaxLength(10'000);
    m_completer->setModel(m_words);
    m_completer->setCompletionRole(Qt::UserRole);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(this);
    m_completer->popup()->setFont(font());
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this,
        [this](const QModelIndex& index) { complete(index.data(Qt::UserRole).toString()); });
    connect(this, &QLineEdit::textEdited, this, [this] {
        m_historyAt = -1;
        offerCompletions();
    });
}

bool FilterEdit::isCompleting() const { return m_completer->popup()->isVisible(); }

void FilterEdit::remember(const QString& filter)
{
    m_history.removeAll(filter);
    m_history.prepend(filter);
    while (m_history.size() > MaxHistory)
        m_history.removeLast();
    m_historyAt = -1;
}

int FilterEdit::charactersBefore(std::size_t offset) const
{
    return static_cast<int>(toText(std::string_view(toUtf8(text())).substr(0, offset)).size());
}

int FilterEdit::xOfByte(std::size_t offset) const
{
    const auto before = charactersBefore(offset);
    // The line scrolls by itself: what is left of the cursor tells by how much.
    const int shift = cursorRect().center().x() - fontMetrics().horizontalAdvance(text().left(cursorPosition()));
    return std::clamp(shift + fontMetrics().horizontalAdvance(text().left(before)), 0, width());
}

void FilterEdit::showState(State state, const std::optional<expression::Diagnostic>& diagnostic)
{
    auto shades = QPalette();
    if (state != State::Empty)
        shades.setColor(QPalette::Base, tinted(shades.color(QPalette::Base), state == State::Valid ? Green : Red));
    setPalette(shades);

    // The only way to format a part of a QLineEdit: as an input method does for the text that it composes.
    QList<QInputMethodEvent::Attribute> attributes;
    if (diagnostic && !text().isEmpty()) {
        const int from = std::min<int>(charactersBefore(diagnostic->offset), static_cast<int>(text().size()) - 1);
        const int to = std::max(from + 1, charactersBefore(diagnostic->offset + diagnostic->length));
        QTextCharFormat format;
        format.setFontUnderline(true);
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(shades.color(QPalette::BrightText));
        attributes.append({QInputMethodEvent::TextFormat, from - cursorPosition(), to - from, format});
    }
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(this, &event);
}

void FilterEdit::offerCompletions()
{
    const auto utf8 = toUtf8(text().left(cursorPosition()));
    const auto completions = expression::complete(toUtf8(text()), utf8.size(), m_fields, m_names);
    m_wordBegin = charactersBefore(completions.offset);
    m_words->clear();
    int widest = 0;
    for (const auto& word : completions.words) {
        auto shown = toDisplayText(word.text, 80);
        if (!word.description.empty())
            shown = shown.leftJustified(24) % QStringLiteral("  ") % toDisplayText(word.description, 80);
        auto* item = new QStandardItem(shown);
        item->setData(toText(word.text), Qt::UserRole);
        m_words->appendRow(item);
        widest = std::max(widest, fontMetrics().horizontalAdvance(shown));
    }
    const auto typed = text().mid(m_wordBegin, cursorPosition() - m_wordBegin);
    const bool isDone = m_words->rowCount() == 1 && m_words->item(0)->data(Qt::UserRole).toString() == typed;
    if (m_words->rowCount() == 0 || isDone) {
        m_completer->popup()->hide();
        return;
    }
    auto place = cursorRect();
    place.setLeft(xOfByte(completions.offset));
    place.setWidth(widest + 24 + m_completer->popup()->verticalScrollBar()->sizeHint().width());
    m_completer->complete(place);
    // Nothing is chosen until somebody chooses: Enter applies the filter.
    m_completer->popup()->setCurrentIndex(QModelIndex());
}

void FilterEdit::complete(const QString& word)
{
    auto whole = text();
    whole.replace(m_wordBegin, cursorPosition() - m_wordBegin, word);
    const auto cursor = m_wordBegin + static_cast<int>(word.size());
    setText(whole);
    setCursorPosition(cursor);
    emit textEdited(whole);
}

void FilterEdit::walkHistory(int by)
{
    const int at = std::clamp(m_historyAt + by, -1, static_cast<int>(m_history.size()) - 1);
    if (at == m_historyAt)
        return;
    if (m_historyAt == -1)
        m_draft = text();
    m_historyAt = at;
    setText(at == -1 ? m_draft : m_history.at(at));
}

void FilterEdit::keyPressEvent(QKeyEvent* event)
{
    const bool isOpen = isCompleting();
    const bool hasChosen = isOpen && m_completer->popup()->currentIndex().isValid();
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        if (hasChosen) {
            event->ignore(); // the list takes it
            return;
        }
        m_completer->popup()->hide();
        break;
    case Qt::Key_Escape:
        if (isOpen) {
            event->ignore();
            return;
        }
        emit reverted();
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (!isOpen) {
            walkHistory(event->key() == Qt::Key_Up ? 1 : -1);
            return;
        }
        break;
    case Qt::Key_Space:
        if (event->modifiers() == Qt::ControlModifier) {
            offerCompletions();
            return;
        }
        break;
    default:
        break;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace eventscope::inspect::flow
