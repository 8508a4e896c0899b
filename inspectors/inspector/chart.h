// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QWidget>

#include <optional>
#include <vector>

#include "inspectors/inspector/selection.h"
#include "inspectors/inspector/time_axis.h"

class QCPBars;
class QCPItemRect;
class QCustomPlot;
class QMouseEvent;
class QWheelEvent;

namespace eventscope::inspect {

/// Stacked bars over the time axis, in which a span can be chosen. Reduce what is drawn to about a bar for each few
/// pixels before it comes here. Everything on screen is as of the last replot(). Thread: the GUI thread.
class Chart final : public QWidget {
    Q_OBJECT

public:
    struct Series {
        QColor colour;
        std::vector<double> heights; ///< one for each start
    };
    struct Bars {
        std::vector<WallTime> starts;
        std::chrono::nanoseconds width{};
        std::vector<Series> series; ///< from the bottom up
    };

    /// The axis outlives the chart.
    explicit Chart(const TimeAxis& axis, QWidget* parent = nullptr);

    void setBars(const Bars& bars);
    void setRange(const TimeSpan& range);
    [[nodiscard]] const TimeSpan& range() const { return m_range; }
    void setSpan(const std::optional<TimeSpan>& span);
    /// A line where the selected event is.
    void setMark(WallTime time);
    void replot();
    /// How many pixels the bars have.
    [[nodiscard]] int plotWidth() const;

signals:
    void clicked(eventscope::WallTime time);
    void spanChosen(const eventscope::inspect::TimeSpan& span);
    /// The wheel: a factor, below 1 to see less, around a time.
    void zoomWanted(double factor, eventscope::WallTime around);
    void resetWanted();
    void hovered(eventscope::WallTime time);

protected:
    void changeEvent(QEvent* event) override;

private:
    void connectMouse();
    void usePalette();
    void pressed(const QMouseEvent& event);
    void moved(const QMouseEvent& event);
    void released(const QMouseEvent& event);
    void showSpan(const std::optional<TimeSpan>& span);
    [[nodiscard]] WallTime timeAt(int x) const;

    const TimeAxis& m_axis;
    QCustomPlot* m_plot; // child; owns all that follows
    std::vector<QCPBars*> m_bars;
    QCPItemRect* m_spanRect;
    QCPItemRect* m_mark;
    TimeSpan m_range;
    std::optional<TimeSpan> m_span;
    std::optional<int> m_pressedAt;
    bool m_isDragging = false;
};

} // namespace eventscope::inspect
