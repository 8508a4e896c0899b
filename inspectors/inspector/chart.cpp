// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/inspector/chart.h"

#include <QMouseEvent>
#include <QVBoxLayout>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace eventscope::inspect {
namespace {

double toSeconds(WallTime time) { return std::chrono::duration<double>(time.time_since_epoch()).count(); }

WallTime fromSeconds(double seconds)
{
    return WallTime(std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(seconds)));
}

/// Times as the window writes them, as short as the steps allow.
class TimeTicker final : public QCPAxisTickerDateTime {
public:
    explicit TimeTicker(const TimeAxis& axis)
        : m_axis(axis)
    {
        setTickCount(6);
    }

protected:
    QVector<QString> createLabelVector(
        const QVector<double>& ticks, const QLocale& /*locale*/, QChar /*format*/, int /*precision*/) override
    {
        const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
        QVector<QString> labels;
        for (const auto tick : ticks) {
            const auto time = WallTime(std::chrono::milliseconds(std::llround(tick * 1000)));
            const auto clock = m_axis.clock(time);
            if (step >= 86'400)
                labels.append(m_axis.date(time));
            else if (step >= 3600)
                labels.append(m_axis.date(time).mid(5) % QLatin1Char(' ') % clock.left(5));
            else // steps such as 2 ½ minutes need the seconds too
                labels.append(clock.left(step >= 60 && std::fmod(step, 60) == 0 ? 5 : step >= 1 ? 8 : 12));
        }
        return labels;
    }

private:
    const TimeAxis& m_axis;
};

QCPItemRect* addRect(QCustomPlot& plot)
{
    auto* rect = new QCPItemRect(&plot); // the plot owns its items
    for (auto* corner : {rect->topLeft, rect->bottomRight}) {
        corner->setTypeX(QCPItemPosition::ptPlotCoords);
        corner->setTypeY(QCPItemPosition::ptAxisRectRatio);
    }
    rect->setVisible(false);
    return rect;
}

} // namespace

Chart::Chart(const TimeAxis& axis, QWidget* parent)
    : QWidget(parent)
    , m_axis(axis)
    , m_plot(new QCustomPlot(this))
    , m_spanRect(addRect(*m_plot))
    , m_mark(addRect(*m_plot))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new TimeTicker(axis)));
    m_plot->xAxis->setTickLabelPadding(2);
    m_plot->yAxis->setVisible(false);
    m_plot->axisRect()->setAutoMargins(QCP::msBottom);
    m_plot->axisRect()->setMargins({8, 4, 8, 0});
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->setNotAntialiasedElements(QCP::aeAll);
    usePalette();
    connectMouse();
}

void Chart::connectMouse()
{
    connect(m_plot, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) { pressed(*event); });
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) { moved(*event); });
    connect(m_plot, &QCustomPlot::mouseRelease, this, [this](QMouseEvent* event) { released(*event); });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &Chart::resetWanted);
    connect(m_plot, &QCustomPlot::mouseWheel, this, [this](QWheelEvent* event) {
        emit zoomWanted(
            std::pow(0.85, event->angleDelta().y() / 120.0), timeAt(static_cast<int>(event->position().x())));
    });
}

void Chart::usePalette()
{
    const auto& shades = palette();
    m_plot->setBackground(shades.brush(QPalette::Base));
    const QPen line(shades.color(QPalette::Mid));
    m_plot->xAxis->setBasePen(line);
    m_plot->xAxis->setTickPen(line);
    m_plot->xAxis->setSubTickPen(Qt::NoPen);
    m_plot->xAxis->setTickLabelColor(shades.color(QPalette::Text));
    m_plot->xAxis->setTickLabelFont(font());
    auto inside = shades.color(QPalette::Highlight);
    m_spanRect->setPen(QPen(inside));
    inside.setAlpha(60);
    m_spanRect->setBrush(inside);
    m_mark->setPen(QPen(shades.color(QPalette::Text)));
    m_mark->setBrush(shades.color(QPalette::Text));
}

void Chart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        usePalette();
        replot();
    }
}

void Chart::setBars(const Bars& bars)
{
    while (m_bars.size() < bars.series.size()) {
        auto* added = new QCPBars(m_plot->xAxis, m_plot->yAxis); // the plot owns it
        added->setWidthType(QCPBars::wtPlotCoords);
        added->setPen(Qt::NoPen);
        added->setAntialiasedFill(false);
        added->setStackingGap(0);
        if (!m_bars.empty())
            added->moveAbove(m_bars.back());
        m_bars.push_back(added);
    }
    const double width = std::chrono::duration<double>(bars.width).count();
    QVector<double> middles;
    for (const auto start : bars.starts)
        middles.append(toSeconds(start) + width / 2);
    double highest = 1;
    std::vector<double> sums(bars.starts.size());
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        if (i >= bars.series.size()) {
            m_bars[i]->data()->clear();
            continue;
        }
        const auto& series = bars.series[i];
        for (std::size_t at = 0; at < sums.size(); ++at)
            highest = std::max(highest, sums[at] += series.heights[at]);
        m_bars[i]->setBrush(series.colour);
        m_bars[i]->setWidth(width * 0.92);
        m_bars[i]->setData(middles, QVector<double>(series.heights.begin(), series.heights.end()), true);
    }
    m_plot->yAxis->setRange(0, highest * 1.05);
}

void Chart::setRange(const TimeSpan& range)
{
    m_range = range;
    m_plot->xAxis->setRange(toSeconds(range.from), toSeconds(range.to));
}

void Chart::setSpan(const std::optional<TimeSpan>& span)
{
    m_span = span;
    if (!m_isDragging)
        showSpan(span);
}

void Chart::showSpan(const std::optional<TimeSpan>& span)
{
    m_spanRect->setVisible(span.has_value());
    if (!span)
        return;
    m_spanRect->topLeft->setCoords(toSeconds(span->from), 0);
    m_spanRect->bottomRight->setCoords(toSeconds(span->to), 1);
}

void Chart::setMark(WallTime time)
{
    const bool isIn = time != NoTime && time >= m_range.from && time <= m_range.to;
    m_mark->setVisible(isIn);
    if (!isIn)
        return;
    m_mark->topLeft->setCoords(toSeconds(time), 0);
    m_mark->bottomRight->setCoords(toSeconds(time), 1);
}

void Chart::replot() { m_plot->replot(QCustomPlot::rpQueuedReplot); }

int Chart::plotWidth() const { return std::max(1, m_plot->axisRect()->width()); }

WallTime Chart::timeAt(int x) const
{
    return std::clamp(fromSeconds(m_plot->xAxis->pixelToCoord(x)), m_range.from, std::max(m_range.from, m_range.to));
}

void Chart::pressed(const QMouseEvent& event)
{
    if (event.button() == Qt::LeftButton)
        m_pressedAt = event.pos().x();
}

void Chart::moved(const QMouseEvent& event)
{
    emit hovered(timeAt(event.pos().x()));
    if (!m_pressedAt)
        return;
    m_isDragging = m_isDragging || std::abs(event.pos().x() - *m_pressedAt) >= 4;
    if (!m_isDragging)
        return;
    const auto [from, to] = std::minmax({*m_pressedAt, event.pos().x()});
    showSpan(TimeSpan{timeAt(from), timeAt(to)});
    replot();
}

void Chart::released(const QMouseEvent& event)
{
    if (!m_pressedAt || event.button() != Qt::LeftButton)
        return;
    const auto [from, to] = std::minmax({*m_pressedAt, event.pos().x()});
    const bool wasDragging = std::exchange(m_isDragging, false);
    m_pressedAt.reset();
    if (wasDragging)
        emit spanChosen({timeAt(from), timeAt(to)});
    else
        emit clicked(timeAt(event.pos().x()));
}

} // namespace eventscope::inspect
