// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QElapsedTimer>
#include <QPixmap>
#include <QTimer>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>

#include <unistd.h>

#include "app/commands/interruption.h"
#include "app/console.h"
#include "app/console_options.h"
#include "app/main_window.h"
#include "app/palette.h"
#include "inspectors/inspector/text.h"

namespace eventscope::app {
namespace {

int exitCodeOf(Fault fault)
{
    switch (fault) {
    case Fault::Invalid:
        return 2;
    case Fault::Unavailable:
    case Fault::Denied:
    case Fault::NotFound:
        return 3;
    case Fault::Corrupt:
    case Fault::Full:
        return 1;
    }
    return 1;
}

/// Milliseconds since the kernel started this process.
double sinceProcessStart()
{
    std::ifstream stat("/proc/self/stat");
    std::string text((std::istreambuf_iterator<char>(stat)), {});
    const auto afterName = text.rfind(')');
    if (afterName == std::string::npos)
        return -1;
    std::istringstream fields(text.substr(afterName + 2));
    std::string field;
    for (int i = 3; i <= 22; ++i) // field 22 of proc(5): start time in clock ticks since boot
        fields >> field;
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    const double seconds = static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
    return (seconds - std::stod(field) / static_cast<double>(sysconf(_SC_CLK_TCK))) * 1e3;
}

/// Resident memory of this process in bytes.
std::uint64_t residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    std::uint64_t pages = 0;
    statm >> pages >> pages;
    return pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

/// What a run without anybody at the window saw, on standard output, for people.
void printSummary(Console& console)
{
    const auto health = console.session().health();
    std::cout << "events seen    " << health.capturedEvents << "\nevents stored  " << health.storedEvents
              << "\nevents lost    " << health.lostEvents() << "\n";
    for (const auto& channel : console.session().snapshots().rates.channels) {
        std::cout << "  " << console.session().names().connections.text(channel.connection) << "  "
                  << console.session().names().channels.text(channel.channel) << "  " << channel.events << "\n";
    }
}

void savePicture(Console& console, const QString& file)
{
    if (!console.window().grab().save(file, "PNG"))
        std::cerr << "eventscope: the picture '" << file.toStdString() << "' cannot be written.\n";
}

} // namespace

int runConsole(int argc, char* argv[], const ConsoleOptions& options)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("eventscope"));
    QApplication::setApplicationDisplayName(QStringLiteral("Eventscope"));
    QApplication::setDesktopFileName(QStringLiteral("dev.eventscope.Eventscope"));
    loadResources();
    const auto preferences = loadPreferences(configFolder() + QStringLiteral("/eventscope.ini")).preferences;
    applyPalette(application, preferences.palette);

    Console console(options);
    if (const auto opened = console.open(); !opened) {
        std::cerr << "eventscope: " << opened.error().what << "\n";
        return exitCodeOf(opened.error().fault);
    }
    if (options.tellsFirstPaint) {
        console.window().repaint();
        QTimer::singleShot(0, &application, [] {
            std::printf("{\"first_paint_ms\":%.1f}\n", sinceProcessStart());
            std::fflush(stdout);
        });
        QTimer::singleShot(3'000, &application, [] {
            std::printf("{\"idle_resident_bytes\":%llu}\n", static_cast<unsigned long long>(residentBytes()));
            QApplication::quit();
        });
    }
    if (options.runFor) {
        QTimer::singleShot(*options.runFor, &application, [&] {
            if (!options.picture.isEmpty())
                savePicture(console, options.picture);
            printSummary(console);
            QApplication::quit();
        });
    }
    // Ctrl+C in the terminal and the end of the desktop session close the windows and the log in order.
    const commands::Interruption interruption;
    QTimer interruptionTimer;
    QObject::connect(&interruptionTimer, &QTimer::timeout, &application, [] {
        if (commands::Interruption::isRequested())
            QApplication::quit();
    });
    interruptionTimer.start(200);
    const int code = commands::Interruption::exitCode(QApplication::exec());
    if (const auto closed = console.close(); !closed) {
        std::cerr << "eventscope: " << closed.error().what << "\n";
        return 1;
    }
    return code;
}

} // namespace eventscope::app
