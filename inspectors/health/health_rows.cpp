// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/health/health_rows.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

#include "inspectors/inspector/text.h"

namespace eventscope::inspect::health {
namespace {

QString translate(const char* text) { return QCoreApplication::translate("Health", text); }
QString number(std::uint64_t value) { return QLocale().toString(static_cast<qulonglong>(value)); }
QString size(std::uint64_t bytes) { return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1); }

double share(double part, double whole) { return whole <= 0 ? 0 : std::clamp(part / whole, 0.0, 1.0); }

QString stateText(ConnectionState state)
{
    const auto name = toText(eventscope::toText(state));
    switch (state) {
    case ConnectionState::Up:
        return QStringLiteral("● ") + name;
    case ConnectionState::Connecting:
        return QStringLiteral("○ ") + name;
    case ConnectionState::Down:
        return QStringLiteral("▲ ") + name;
    case ConnectionState::Ended:
        return QStringLiteral("■ ") + name;
    }
    return name;
}

HealthRow budgetRow(const QString& name, std::uint64_t used, std::uint64_t budget)
{
    HealthRow row;
    row.fill = share(static_cast<double>(used), static_cast<double>(budget));
    row.cells = {name,
        budget == 0 ? translate("%1, no bound").arg(size(used)) : translate("%1 of %2").arg(size(used), size(budget))};
    return row;
}

} // namespace

QString summary(const stream::HealthSnapshot& health)
{
    const auto lost = health.lostEvents();
    auto text = lost == 0 ? translate("Nothing was lost.")
                          : translate("%1 of %2 events were not kept. The counters below say where, and what to do.")
                                .arg(number(lost), number(health.capturedEvents + lost));
    if (!health.logProblem.empty())
        text += QLatin1Char(' ') + translate("The log: %1").arg(toDisplayText(health.logProblem));
    return text;
}

std::vector<HealthRow> lossRows(const stream::HealthSnapshot& health)
{
    std::vector<HealthRow> rows;
    for (std::size_t i = 0; i < stream::LossKinds; ++i) {
        const auto& description = stream::describe(static_cast<stream::Loss>(i));
        HealthRow row;
        row.cells = {
            toText(description.name), number(health.losses[i]), toText(description.what), toText(description.advice)};
        row.toolTip = row.cells[2] + QLatin1Char(' ') + row.cells[3];
        row.isProblem = health.losses[i] > 0;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<HealthRow> laneRows(const stream::HealthSnapshot& health)
{
    std::vector<HealthRow> rows;
    for (const auto& lane : health.lanes) {
        HealthRow row;
        row.fill = std::max(share(static_cast<double>(lane.queuedBatches), static_cast<double>(lane.maxBatches)),
            share(static_cast<double>(lane.queuedBytes), static_cast<double>(lane.maxBytes)));
        row.cells = {toDisplayText(lane.name, 100),
            translate("%1 % · %2 of %3")
                .arg(QLocale().toString(row.fill * 100, 'f', 0), size(lane.queuedBytes), size(lane.maxBytes)),
            number(lane.lostEvents)};
        row.isProblem = lane.lostEvents > 0;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<HealthRow> connectionRows(const stream::HealthSnapshot& health, const Names& names)
{
    std::vector<HealthRow> rows;
    for (const auto& connection : health.connections) {
        QStringList notes;
        if (!connection.error.empty())
            notes.push_back(toDisplayText(connection.error));
        for (const auto& sentence : connection.footprint)
            notes.push_back(toDisplayText(sentence));
        HealthRow row;
        row.cells = {toDisplayText(names.connections.text(connection.connection), 100), stateText(connection.state),
            number(connection.takenEvents), number(connection.lostEvents), notes.join(QLatin1Char(' '))};
        row.toolTip = notes.join(QLatin1Char('\n'));
        row.isProblem = !connection.error.empty() || connection.lostEvents > 0;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<HealthRow> budgetRows(const stream::HealthSnapshot& health)
{
    std::vector<HealthRow> rows{budgetRow(translate("Events in memory"), health.memoryBytes, health.memoryBudgetBytes)};
    if (health.logPath.empty()) {
        rows.push_back({{translate("Log on disk"), translate("off: events are in memory only")}, {}, -1, false});
    } else {
        auto row = budgetRow(translate("Log on disk"), health.diskBytes, health.diskBudgetBytes);
        row.toolTip =
            translate("%1 events are stored in %2").arg(number(health.storedEvents), toDisplayText(health.logPath));
        row.isProblem = !health.logProblem.empty();
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace eventscope::inspect::health
