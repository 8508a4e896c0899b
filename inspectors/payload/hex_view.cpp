// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/payload/hex_view.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace eventscope::inspect::payload {
namespace {

constexpr int OffsetChars = 8;
constexpr int Margin = 4;

char shown(char c) { return c >= 0x20 && c < 0x7f ? c : '.'; }

} // namespace

HexView::HexView(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setBackgroundRole(QPalette::Base);
    setAccessibleName(tr("Bytes of the payload"));
}

void HexView::setPayload(SharedPayload payload)
{
    m_payload = std::move(payload);
    m_anchor.reset();
    m_cursor = 0;
    verticalScrollBar()->setValue(0);
    updateScrollBars();
    viewport()->update();
}

int HexView::lineHeight() const { return fontMetrics().lineSpacing() + 2; }
int HexView::charWidth() const { return fontMetrics().horizontalAdvance(QLatin1Char('0')); }

int HexView::hexX(std::size_t column) const
{
    // Three characters a byte, and one more in the middle of a line.
    const auto chars = OffsetChars + 2 + static_cast<int>(column) * 3 + (column >= BytesPerLine / 2 ? 1 : 0);
    return Margin + chars * charWidth();
}

int HexView::textX(std::size_t column) const
{
    return hexX(BytesPerLine) + (1 + static_cast<int>(column)) * charWidth();
}

void HexView::updateScrollBars()
{
    const auto lines = static_cast<int>((bytes().size() + BytesPerLine - 1) / BytesPerLine);
    const auto visible = std::max(viewport()->height() / lineHeight(), 1);
    verticalScrollBar()->setRange(0, std::max(lines - visible, 0));
    verticalScrollBar()->setPageStep(visible);
    const auto width = textX(BytesPerLine) + Margin;
    horizontalScrollBar()->setRange(0, std::max(width - viewport()->width(), 0));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(charWidth());
}

void HexView::resizeEvent(QResizeEvent*) { updateScrollBars(); }

void HexView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateScrollBars();
}

void HexView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette().base());
    painter.translate(-horizontalScrollBar()->value(), 0);
    const auto first = static_cast<std::size_t>(verticalScrollBar()->value());
    const auto lines = static_cast<std::size_t>(viewport()->height() / lineHeight() + 1);
    for (std::size_t i = 0; i < lines && (first + i) * BytesPerLine < bytes().size(); ++i)
        paintLine(painter, first + i, static_cast<int>(i) * lineHeight());
}

void HexView::paintLine(QPainter& painter, std::size_t line, int y) const
{
    const auto offset = line * BytesPerLine;
    const auto row = bytes().substr(offset, BytesPerLine);
    const auto baseline = y + fontMetrics().ascent() + 1;
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(Margin, baseline, QStringLiteral("%1").arg(offset, OffsetChars, 16, QLatin1Char('0')));
    const auto chosen = selection();
    for (std::size_t column = 0; column < row.size(); ++column) {
        const bool isSelected = chosen && offset + column >= chosen->first && offset + column <= chosen->second;
        if (isSelected) {
            painter.fillRect(hexX(column) - charWidth() / 2, y, 3 * charWidth(), lineHeight(), palette().highlight());
            painter.fillRect(textX(column), y, charWidth(), lineHeight(), palette().highlight());
        }
        painter.setPen(palette().color(isSelected ? QPalette::HighlightedText : QPalette::Text));
        painter.drawText(hexX(column), baseline,
            QStringLiteral("%1").arg(static_cast<unsigned char>(row[column]), 2, 16, QLatin1Char('0')));
        painter.drawText(textX(column), baseline, QString(QLatin1Char(shown(row[column]))));
    }
}

std::size_t HexView::byteAt(const QPoint& at) const
{
    const auto x = at.x() + horizontalScrollBar()->value();
    const auto line = std::max(at.y(), 0) / lineHeight() + verticalScrollBar()->value();
    std::size_t column = 0;
    if (x >= textX(0))
        column = static_cast<std::size_t>((x - textX(0)) / charWidth());
    else
        while (column + 1 < BytesPerLine && hexX(column + 1) - charWidth() / 2 <= x)
            ++column;
    const auto byte = static_cast<std::size_t>(line) * BytesPerLine + std::min(column, BytesPerLine - 1);
    return std::min(byte, bytes().empty() ? 0 : bytes().size() - 1);
}

void HexView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || bytes().empty())
        return;
    m_cursor = byteAt(event->pos());
    m_anchor = m_cursor;
    viewport()->update();
}

void HexView::mouseMoveEvent(QMouseEvent* event)
{
    if (!(event->buttons() & Qt::LeftButton) || !m_anchor)
        return;
    m_cursor = byteAt(event->pos());
    viewport()->update();
}

void HexView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        QGuiApplication::clipboard()->setText(selectedHex());
    else if (event->matches(QKeySequence::SelectAll))
        selectAll();
    else if (event->matches(QKeySequence::MoveToStartOfDocument) || event->key() == Qt::Key_Home)
        verticalScrollBar()->setValue(0);
    else if (event->matches(QKeySequence::MoveToEndOfDocument) || event->key() == Qt::Key_End)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    else
        QAbstractScrollArea::keyPressEvent(event); // arrows and pages
}

void HexView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addAction(tr("Copy as hexadecimal"), this, [this] { QGuiApplication::clipboard()->setText(selectedHex()); })
        ->setEnabled(m_anchor.has_value());
    menu.addAction(tr("Select all"), this, &HexView::selectAll);
    menu.exec(event->globalPos());
}

std::optional<std::pair<std::size_t, std::size_t>> HexView::selection() const
{
    if (!m_anchor)
        return std::nullopt;
    return std::pair(std::min(*m_anchor, m_cursor), std::max(*m_anchor, m_cursor));
}

void HexView::selectAll()
{
    if (bytes().empty())
        return;
    m_anchor = 0;
    m_cursor = bytes().size() - 1;
    viewport()->update();
}

QString HexView::selectedHex() const
{
    const auto chosen = selection();
    if (!chosen)
        return {};
    const auto size = std::min(chosen->second + 1 - chosen->first, MaxCopiedBytes);
    const auto part = bytes().substr(chosen->first, size);
    return QString::fromLatin1(QByteArray(part.data(), static_cast<qsizetype>(part.size())).toHex(' ').toUpper());
}

} // namespace eventscope::inspect::payload
