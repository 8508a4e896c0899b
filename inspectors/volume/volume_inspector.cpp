// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/volume/volume_inspector.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>
#include <numeric>

#include "inspectors/inspector/chart.h"
#include "inspectors/inspector/event_window.h"
#include "inspectors/inspector/text.h"

namespace eventscope::inspect::volume {
namespace {

constexpr int PixelsPerBar = 4;
constexpr std::chrono::milliseconds ShortestRange{20};

std::uint64_t eventsIn(const analysis::VolumeSnapshot& volume)
{
    return std::accumulate(volume.bins.begin(), volume.bins.end(), std::uint64_t{0},
        [](std::uint64_t sum, const auto& bin) { return sum + bin.events; });
}

} // namespace

VolumeInspector::VolumeInspector(const InspectorContext& context, QWidget* parent)
    : m_context(context)
    , m_pages(new QStackedWidget(parent))
    , m_empty(new QLabel(tr("Volume: no events on the time axis yet."), m_pages))
    , m_chart(nullptr)
    , m_spanText(nullptr)
    , m_clear(nullptr)
{
    m_pages->setFixedHeight(54); // events need the height more
    m_pages->setAccessibleName(title());
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_pages->addWidget(m_empty);

    auto* page = new QWidget(m_pages);
    auto* layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 4, 0);
    m_chart = new Chart(context.events.axis(), page);
    m_spanText = new QLabel(page);
    m_spanText->setTextFormat(Qt::PlainText);
    m_clear = new QToolButton(page);
    m_clear->setText(QStringLiteral(u"\u2715"));
    m_clear->setToolTip(tr("Select no time span"));
    m_clear->setAutoRaise(true);
    layout->addWidget(m_chart, 1);
    layout->addWidget(m_spanText);
    layout->addWidget(m_clear);
    m_pages->addWidget(page);
    connectChart();
    showSelection();
}

void VolumeInspector::connectChart()
{
    connect(m_chart, &Chart::clicked, this, &VolumeInspector::seek);
    connect(m_chart, &Chart::spanChosen, this, &VolumeInspector::choose);
    connect(m_chart, &Chart::zoomWanted, this, &VolumeInspector::zoom);
    connect(m_chart, &Chart::hovered, this, &VolumeInspector::hover);
    connect(m_chart, &Chart::resetWanted, this, [this] {
        m_zoomed.reset();
        draw();
    });
    connect(m_clear, &QToolButton::clicked, this, [this] { m_context.selection.selectSpan(std::nullopt); });
    connect(&m_context.selection, &Selection::changed, this, &VolumeInspector::showSelection);
    connect(&m_context.styles, &ChannelStyles::changed, this, &VolumeInspector::draw);
    connect(&m_context.events.axis(), &TimeAxis::changed, this, [this] {
        showSelection();
        m_chart->replot();
    });
}

QWidget* VolumeInspector::widget() { return m_pages; }

void VolumeInspector::refresh(const Frame& frame)
{
    const auto& volume = frame.snapshots.volume;
    m_pages->setCurrentIndex(volume.bins.empty() ? 0 : 1);
    const auto events = eventsIn(volume);
    if (volume.bins.empty() || (events == m_drawnEvents && m_chart->plotWidth() == m_drawnWidth))
        return;
    m_volume = volume;
    m_drawnEvents = events;
    draw();
}

void VolumeInspector::draw()
{
    m_whole = wholeRange(m_volume);
    if (m_volume.bins.empty())
        return;
    m_range = m_zoomed.value_or(m_whole);
    m_drawnWidth = m_chart->plotWidth();
    m_bars = reduceVolume(m_volume, m_range, static_cast<std::size_t>(std::max(1, m_drawnWidth / PixelsPerBar)));
    Chart::Bars bars{.starts = {}, .width = m_bars.width, .series = {}};
    for (std::size_t i = 0; i <= m_bars.channels.size(); ++i) {
        const bool isOther = i == m_bars.channels.size();
        const auto colour = isOther
            ? m_chart->palette().color(QPalette::Mid)
            : m_context.styles.colour(toText(m_context.names.channels.text(m_bars.channels[i])));
        bars.series.push_back({.colour = colour, .heights = {}});
    }
    for (const auto& bar : m_bars.bars) {
        bars.starts.push_back(bar.start);
        for (std::size_t i = 0; i < bars.series.size(); ++i)
            bars.series[i].heights.push_back(static_cast<double>(bar.byChannel[i]));
    }
    m_chart->setRange(m_range);
    m_chart->setBars(bars);
    showSelection();
    m_chart->replot();
}

void VolumeInspector::zoom(double factor, WallTime around)
{
    if (m_volume.bins.empty())
        return;
    const auto scaled = [&](std::chrono::nanoseconds part) {
        return std::chrono::nanoseconds(static_cast<std::int64_t>(static_cast<double>(part.count()) * factor));
    };
    TimeSpan range{around - scaled(around - m_range.from), around + scaled(m_range.to - around)};
    if (range.to - range.from < ShortestRange)
        return;
    range.from = std::max(range.from, m_whole.from);
    range.to = std::min(range.to, m_whole.to);
    m_zoomed = range == m_whole ? std::nullopt : std::optional(range);
    draw();
}

void VolumeInspector::seek(WallTime time)
{
    if (const auto* bar = m_bars.atOrAfter(time); bar != nullptr && bar->first)
        emit m_context.requests.positionWanted(bar->first.value());
}

void VolumeInspector::choose(const TimeSpan& span)
{
    m_context.selection.selectSpan(span);
    const auto* bar = m_bars.atOrAfter(span.from);
    // The bar in which the span begins holds events before it, too: the next one has none.
    if (const auto* next = m_bars.atOrAfter(span.from + m_bars.width);
        bar != nullptr && bar->start < span.from && next != nullptr && next->first && next->start <= span.to)
        bar = next;
    if (bar != nullptr && bar->first && bar->start <= span.to)
        emit m_context.requests.positionWanted(bar->first.value());
}

void VolumeInspector::showSelection()
{
    const auto& state = m_context.selection.state();
    m_spanText->setVisible(state.span.has_value());
    m_clear->setVisible(state.span.has_value());
    if (state.span) {
        const auto& axis = m_context.events.axis();
        m_spanText->setText(QString(axis.clock(state.span->from) % QStringLiteral(u" \u2013\n")
            % axis.clock(state.span->to) % QLatin1Char('\n') % TimeAxis::duration(state.span->to - state.span->from)));
    }
    m_chart->setSpan(state.span);
    m_chart->setMark(state.event ? state.event->view()->axisTime() : NoTime);
    m_chart->replot();
}

QString VolumeInspector::channelText(ChannelId channel) const
{
    return toDisplayText(toUtf8(m_context.styles.label(toText(m_context.names.channels.text(channel)))), 60);
}

void VolumeInspector::hover(WallTime time)
{
    const auto* bar = m_bars.atOrAfter(time);
    if (bar == nullptr || bar->start > time) {
        m_chart->setToolTip({});
        return;
    }
    const QLocale locale;
    auto text = tr("%1: %2 events").arg(m_context.events.axis().clock(bar->start), locale.toString(bar->events));
    for (std::size_t i = 0; i < bar->byChannel.size(); ++i) {
        if (bar->byChannel[i] == 0)
            continue;
        const auto name = i < m_bars.channels.size() ? channelText(m_bars.channels[i]) : tr("other channels");
        text += QStringLiteral("\n%1  %2").arg(locale.toString(bar->byChannel[i]), name);
    }
    // A tool tip guesses whether it is rich text; names of strangers must stay plain.
    m_chart->setToolTip(
        QString(QStringLiteral("<p style='white-space:pre'>") % text.toHtmlEscaped() % QStringLiteral("</p>")));
}

} // namespace eventscope::inspect::volume
