// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/flow/flow_delegate.h"

#include <QPainter>
#include <QStyleOptionViewItem>

#include <algorithm>

#include "inspectors/flow/flow_model.h"
#include "inspectors/inspector/channel_styles.h"
#include "inspectors/inspector/event_window.h"

namespace eventscope::inspect::flow {
namespace {

constexpr int Padding = 6;

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto part = [share](int one, int other) { return static_cast<int>(one * (1 - share) + other * share); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

/// All cells are of one fixed pitch: how many fit is a division, except for characters that are wider.
QString fitting(const QString& text, int width, const QFontMetrics& metrics)
{
    const int pitch = metrics.horizontalAdvance(QLatin1Char('0'));
    const bool isNarrow = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x250; });
    if (pitch > 0 && isNarrow && text.size() * pitch <= width)
        return text;
    // No more is measured than could ever fit.
    return metrics.elidedText(pitch > 0 ? text.left(width / pitch * 2 + 4) : text, Qt::ElideRight, width);
}

} // namespace

QString kindMark(EventKind kind)
{
    switch (kind) {
    case EventKind::Message:
        return QStringLiteral(u"\u25CF"); // disc
    case EventKind::Delivery:
        return QStringLiteral(u"\u2192"); // arrow
    case EventKind::Acknowledgement:
        return QStringLiteral(u"\u2713"); // tick
    case EventKind::Derived:
        return QStringLiteral(u"\u2234"); // therefore
    case EventKind::Control:
        return QStringLiteral(u"\u2699"); // gear
    case EventKind::Kubernetes:
        return QStringLiteral(u"\u2388"); // helm
    case EventKind::Injected:
        return QStringLiteral(u"\u26A1"); // lightning
    case EventKind::Gap:
        return QStringLiteral(u"\u26A0"); // warning
    }
    return {};
}

FlowDelegate::FlowDelegate(const ChannelStyles& styles, QObject* parent)
    : QAbstractItemDelegate(parent)
    , m_styles(styles)
{
}

bool FlowDelegate::paintRow(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& first) const
{
    const auto gap = first.data(FlowModel::GapRole).toString();
    const auto& palette = option.palette;
    const auto state = static_cast<EventWindow::State>(first.data(FlowModel::StateRole).toInt());
    const bool isGap = !gap.isEmpty();
    if ((option.state & QStyle::State_Selected) != 0) {
        painter.fillRect(option.rect, palette.brush(QPalette::Active, QPalette::Highlight));
    } else if (isGap) {
        painter.fillRect(option.rect, mixed(palette.color(QPalette::Base), palette.color(QPalette::BrightText), 0.18));
        painter.fillRect(option.rect,
            QBrush(mixed(palette.color(QPalette::Base), palette.color(QPalette::BrightText), 0.35), Qt::BDiagPattern));
    } else if ((option.features & QStyleOptionViewItem::Alternate) != 0) {
        painter.fillRect(option.rect, palette.brush(QPalette::AlternateBase));
    }
    if (!isGap && state == EventWindow::State::Loaded)
        return false;
    const auto inner = option.rect.adjusted(Padding, 0, -Padding, 0);
    const bool isSelected = (option.state & QStyle::State_Selected) != 0;
    if (isGap) {
        painter.setPen(palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
        painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            fitting(gap, inner.width(), option.fontMetrics));
        return true;
    }
    const auto position = first.data(Qt::DisplayRole).toString();
    const auto what = state == EventWindow::State::Loading ? tr("reading from the log …")
                                                           : tr("not kept: neither in memory nor in the log");
    painter.setPen(palette.color(QPalette::Disabled, isSelected ? QPalette::HighlightedText : QPalette::Text));
    painter.drawText(
        inner, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, QString(position % QStringLiteral("  ") % what));
    return true;
}

void FlowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto text = index.data(Qt::DisplayRole).toString();
    const bool isSelected = (option.state & QStyle::State_Selected) != 0;
    const bool isInSpan = index.data(FlowModel::InSpanRole).toBool();
    const auto group = isInSpan || isSelected ? QPalette::Active : QPalette::Disabled;
    auto inner = option.rect.adjusted(Padding, 0, -Padding, 0);
    auto pen = option.palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::Text);

    const auto field = index.data(FlowModel::FieldRole).toString();
    if (field == QLatin1String("channel")) {
        const auto colour = m_styles.colour(index.data(FlowModel::ChannelRole).toString());
        const int size = option.fontMetrics.height() / 2;
        const QRect chip(inner.left(), option.rect.center().y() - size / 2, size, size);
        painter->fillRect(chip, colour);
        if (isSelected) {
            painter->setPen(pen);
            painter->drawRect(chip.adjusted(0, 0, -1, -1));
        }
        inner.setLeft(chip.right() + Padding);
    } else if (field == QLatin1String("kind")) {
        const auto kind = static_cast<EventKind>(index.data(FlowModel::KindRole).toInt());
        const int size = option.fontMetrics.horizontalAdvance(QStringLiteral("00"));
        if (!isSelected && kind == EventKind::Injected)
            pen = option.palette.color(group, QPalette::BrightText);
        painter->setPen(pen);
        painter->drawText(inner, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, kindMark(kind));
        inner.setLeft(inner.left() + size);
    }
    if (text.isEmpty() || inner.width() <= 0)
        return;
    painter->setPen(pen);
    const int alignment = index.data(FlowModel::NumberRole).toBool() ? Qt::AlignRight : Qt::AlignLeft;
    painter->drawText(
        inner, alignment | Qt::AlignVCenter | Qt::TextSingleLine, fitting(text, inner.width(), option.fontMetrics));
}

QSize FlowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto text = index.data(Qt::DisplayRole).toString();
    return {option.fontMetrics.horizontalAdvance(text) + 2 * Padding, option.fontMetrics.height() + Padding};
}

} // namespace eventscope::inspect::flow
