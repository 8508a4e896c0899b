// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/flow/error_line.h"

#include <QPainter>

#include <algorithm>

namespace eventscope::inspect::flow {

void ErrorLine::showError(int x, const QString& sentence)
{
    m_x = x;
    m_sentence = sentence;
    setAccessibleName(sentence);
    update();
}

QSize ErrorLine::sizeHint() const { return {200, fontMetrics().height() + 4}; }

void ErrorLine::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::BrightText));
    const auto pointer = QStringLiteral(u"\u25B2");
    const int pointerWidth = fontMetrics().horizontalAdvance(pointer);
    const int textWidth = fontMetrics().horizontalAdvance(m_sentence);
    const int pointerX = std::clamp(m_x - pointerWidth / 2, 0, std::max(0, width() - pointerWidth));
    painter.drawText(QRect(pointerX, 0, pointerWidth + 2, height()), Qt::AlignLeft | Qt::AlignVCenter, pointer);
    // Behind the pointer where there is room, before it otherwise.
    const int behind = pointerX + pointerWidth + 6;
    const bool fitsBehind = behind + textWidth <= width();
    const QRect place = fitsBehind || pointerX < width() / 2 ? QRect(behind, 0, width() - behind, height())
                                                             : QRect(0, 0, pointerX - 6, height());
    const int alignment = place.left() == behind ? Qt::AlignLeft : Qt::AlignRight;
    painter.drawText(place, alignment | Qt::AlignVCenter | Qt::TextSingleLine,
        fontMetrics().elidedText(m_sentence, Qt::ElideRight, place.width()));
}

} // namespace eventscope::inspect::flow
