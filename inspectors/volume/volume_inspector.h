// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "inspectors/inspector/inspector.h"
#include "inspectors/volume/volume_bars.h"

class QLabel;
class QStackedWidget;
class QToolButton;

namespace eventscope::inspect {
class Chart;
} // namespace eventscope::inspect

namespace eventscope::inspect::volume {

/// How many events there were when, coloured by channel: a strip over the time axis. Dragging selects a span, a click
/// shows the events of that time, the wheel zooms, a double click shows everything.
class VolumeInspector final : public Inspector {
    Q_OBJECT

public:
    /// `parent` owns the widget.
    VolumeInspector(const InspectorContext& context, QWidget* parent);

    [[nodiscard]] QString name() const override { return QStringLiteral("volume"); }
    [[nodiscard]] QString title() const override { return tr("Volume"); }
    [[nodiscard]] QWidget* widget() override;
    void refresh(const Frame& frame) override;

    [[nodiscard]] Chart& chart() { return *m_chart; }
    [[nodiscard]] const TimeSpan& range() const { return m_range; }

private:
    void connectChart();
    void draw();
    void zoom(double factor, WallTime around);
    void seek(WallTime time);
    void choose(const TimeSpan& span);
    void showSelection();
    void hover(WallTime time);
    [[nodiscard]] QString channelText(ChannelId channel) const;

    const InspectorContext m_context; // references that outlive the inspector
    QStackedWidget* m_pages; // child of the window, as the widgets below
    QLabel* m_empty;
    Chart* m_chart;
    QLabel* m_spanText;
    QToolButton* m_clear;
    VolumeBars m_bars;
    TimeSpan m_whole;
    TimeSpan m_range;
    std::optional<TimeSpan> m_zoomed; // nullopt: everything
    analysis::VolumeSnapshot m_volume;
    std::uint64_t m_drawnEvents = 0;
    int m_drawnWidth = 0;
};

} // namespace eventscope::inspect::volume
