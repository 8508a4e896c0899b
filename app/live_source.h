// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "app/log_page_source.h"
#include "app/recorder.h"
#include "app/session.h"
#include "app/session_source.h"

namespace eventscope::app {

/// A running session as the main window sees it. Thread: the GUI thread.
class LiveSource final : public SessionSource {
    Q_OBJECT

public:
    /// The session outlives the source.
    explicit LiveSource(Session& session, QObject* parent = nullptr);
    ~LiveSource() override;

    [[nodiscard]] const Names& names() const override;
    [[nodiscard]] const FieldRegistry& fields() const override { return m_session.fields(); }
    [[nodiscard]] std::shared_ptr<stream::Lane> flowLane() override { return m_lane; }
    [[nodiscard]] inspect::PageSource* pages() override { return m_pages.get(); }
    [[nodiscard]] const analysis::Snapshots& snapshots() override { return m_session.snapshots(); }
    [[nodiscard]] stream::HealthSnapshot health() override { return m_session.health(); }
    [[nodiscard]] WallTime now() const override { return m_session.clock().now(); }
    [[nodiscard]] QString title() const override { return {}; }
    [[nodiscard]] bool isLive() const override { return true; }
    [[nodiscard]] bool isRecording() const override { return m_recorder != nullptr; }

    /// Begins to record into a new file. Errors: those of Recorder::start.
    Result<> startRecording(const std::filesystem::path& path, Recorder::From from);
    /// Ends it; the file can be copied afterwards.
    Result<Recorder::Summary> stopRecording();
    /// Reads the session's log from now on, where it was begun after the source was made.
    void followLog();
    /// Tells the window that connections changed.
    void tellChanged() { emit changed(); }

private:
    Session& m_session; // outlives: the console owns both
    std::shared_ptr<stream::Lane> m_lane;
    std::unique_ptr<LogPageSource> m_pages;
    std::unique_ptr<Recorder> m_recorder;
};

} // namespace eventscope::app
