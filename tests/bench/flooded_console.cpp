// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/flooded_console.h"

#include <QElapsedTimer>
#include <QSocketNotifier>
#include <QTimer>

#include <utility>

#include "app/palette.h"
#include "app/preferences.h"

namespace eventscope::bench {
namespace {

using namespace std::chrono_literals;

constexpr int LongestCatchUpMs = 30'000;

} // namespace

void WatchedApplication::watch(const QWidget& window, std::function<void()> painted)
{
    m_window = &window;
    m_painted = std::move(painted);
}

bool WatchedApplication::notify(QObject* receiver, QEvent* event)
{
    const bool isPainting = receiver == m_window && event->type() == QEvent::UpdateRequest;
    const bool isTaken = QApplication::notify(receiver, event);
    if (isPainting && m_painted)
        m_painted();
    return isTaken;
}

std::unique_ptr<FloodedConsole> FloodedConsole::open(const Options& options)
{
    app::Session::Options sessionOptions;
    sessionOptions.log = app::Session::Log::Ring;
    sessionOptions.logPath = options.folder / "log";
    sessionOptions.ramBytes = options.ramBytes;
    sessionOptions.diskBytes = options.diskBytes;
    sessionOptions.withBroker = true;
    sessionOptions.broker.publishPort = std::uint16_t{0};
    sessionOptions.broker.subscribePort = std::uint16_t{0};
    sessionOptions.withAnalysis = true;
    auto session = app::Session::open(sessionOptions);
    if (!session)
        return nullptr;
    app::Preferences preferences;
    preferences.memoryBudgetBytes = options.ramBytes;
    preferences.diskBudgetBytes = options.diskBytes;
    app::loadResources();
    app::applyPalette(*qApp, app::PaletteChoice::Light);
    auto console = std::make_unique<FloodedConsole>();
    console->m_session = *std::move(session);
    console->m_source = std::make_unique<app::LiveSource>(*console->m_session);
    console->m_window = std::make_unique<app::MainWindow>(*console->m_source, preferences);
    console->m_window->resize(1600, 900);
    console->m_window->show();
    return console;
}

std::map<std::string, double> FloodedConsole::run(BrokerFlood flood, std::chrono::milliseconds longest)
{
    flood.endpoint = m_session->brokerEndpoints()->publish;
    const auto publisher = startFlood(flood);
    if (!publisher)
        return {};
    // Its output becomes readable when it ends.
    QSocketNotifier ended(publisher->output(), QSocketNotifier::Read);
    QObject::connect(&ended, &QSocketNotifier::activated, &ended, [&ended] {
        ended.setEnabled(false);
        QApplication::quit();
    });
    QTimer::singleShot(longest, &ended, [&publisher] { publisher->closeInput(); });
    QApplication::exec();
    const auto text = publisher->finish(30s);
    if (!text)
        return {};
    auto figures = readFigures(*text);
    const auto sent = static_cast<std::uint64_t>(figures["sent"]);
    QElapsedTimer timer;
    timer.start();
    while (m_session->lastStored().value() < sent && timer.elapsed() < LongestCatchUpMs)
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
    return figures;
}

std::uint64_t FloodedConsole::lostOnLog()
{
    const auto& losses = m_session->losses();
    return losses.count(stream::Loss::LogLane) + losses.count(stream::Loss::LogRefused);
}

} // namespace eventscope::bench
