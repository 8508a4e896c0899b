// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "app/live_source.h"
#include "app/main_window.h"
#include "app/session.h"
#include "tests/bench/broker_flood.h"

namespace eventscope::bench {

/// The application, which also tells when a window has been painted.
class WatchedApplication final : public QApplication {
public:
    using QApplication::QApplication;

    /// `painted` is called after each painting of `window`.
    void watch(const QWidget& window, std::function<void()> painted);
    bool notify(QObject* receiver, QEvent* event) override;

private:
    const QObject* m_window = nullptr; // outlives what is watched
    std::function<void()> m_painted;
};

/// Everything that the console consists of, 1600x900, with a publisher in its own process: session with broker, ring
/// log and analysis, source, main window.
class FloodedConsole {
public:
    struct Options {
        std::filesystem::path folder; ///< of the log
        std::uint64_t ramBytes = std::uint64_t{256} << 20;
        std::uint64_t diskBytes = std::uint64_t{1} << 30;
    };

    /// Null where the session cannot be opened.
    [[nodiscard]] static std::unique_ptr<FloodedConsole> open(const Options& options);

    [[nodiscard]] app::Session& session() { return *m_session; }
    [[nodiscard]] app::MainWindow& window() { return *m_window; }
    /// Runs the event loop until a publisher like that has ended, at the latest after `longest`, and then until all is
    /// on disk that it sent. What the publisher wrote; empty where it failed. `endpoint` is filled in.
    [[nodiscard]] std::map<std::string, double> run(BrokerFlood flood, std::chrono::milliseconds longest);
    /// Events that the log did not keep, by its counters.
    [[nodiscard]] std::uint64_t lostOnLog();

private:
    std::unique_ptr<app::Session> m_session;
    std::unique_ptr<app::LiveSource> m_source;
    std::unique_ptr<app::MainWindow> m_window;
};

} // namespace eventscope::bench
