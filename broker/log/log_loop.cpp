// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/log_loop.h"

#include <algorithm>
#include <utility>

namespace eventscope::log {
namespace {

using namespace std::chrono_literals;

constexpr auto CommitEvery = 5ms; // the longest that an acknowledgement waits for company
constexpr std::uint64_t CommitAt = 1000; // a durable commit of so many rows costs little more than a fast one
constexpr auto CommitEveryAtMost = 20ms; // while more is waiting
constexpr std::uint64_t CommitAtMost = 8192;
constexpr auto RetryEvery = 1s;
constexpr auto RestAfter = 1s;
constexpr auto LongestSleep = 100ms; // bounds what a lost notification could cost

} // namespace

LogLoop::LogLoop(std::unique_ptr<LogWriter> writer, std::shared_ptr<stream::Lane> lane, stream::LossLedger& losses,
    TroubleListener listener)
    : m_writer(std::move(writer))
    , m_lane(std::move(lane))
    , m_losses(losses)
    , m_listener(std::move(listener))
    , m_lastCommitted(m_writer->lastCommitted().value())
    , m_diskBytes(m_writer->diskBytes())
{
}

LogLoop::~LogLoop() { static_cast<void>(stop()); }

void LogLoop::start()
{
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Result<> LogLoop::stop()
{
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_lane->wake();
        m_thread.join();
    } else if (m_writer) {
        finish(); // never started
    }
    return m_closed;
}

void LogLoop::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        if (auto batch = m_lane->pop(longestSleep()))
            take(std::move(batch));
        const auto now = std::chrono::steady_clock::now();
        if (m_trouble) {
            if (now >= m_retryAt)
                retry();
            continue;
        }
        commitWhenDue(m_lane->queuedBatches() != 0);
        if (!m_hasRested && m_held.empty() && now - m_lastArrival >= RestAfter) {
            m_writer->rest();
            m_hasRested = true;
            showFigures();
        }
    }
    finish();
}

std::chrono::nanoseconds LogLoop::longestSleep() const
{
    const auto now = std::chrono::steady_clock::now();
    if (m_trouble)
        return std::clamp<std::chrono::nanoseconds>(m_retryAt - now, 0ns, LongestSleep);
    if (!m_held.empty())
        return std::clamp<std::chrono::nanoseconds>(m_heldSince + CommitEvery - now, 0ns, CommitEvery);
    return LongestSleep;
}

void LogLoop::take(SharedBatch batch)
{
    m_lastArrival = std::chrono::steady_clock::now();
    m_hasRested = false;
    if (m_trouble) {
        countRefused(*batch);
        return;
    }
    if (m_held.empty())
        m_heldSince = m_lastArrival;
    const auto appended = m_writer->append(*batch);
    if (!appended && appended.error().fault == Fault::Invalid) {
        // Nothing that waiting could mend: this batch alone is left out.
        m_losses.add(stream::Loss::LogRefused, batch->size());
        return;
    }
    m_heldEvents += batch->size();
    m_held.push_back(std::move(batch));
    if (!appended)
        refuse(appended.error());
}

void LogLoop::commitWhenDue(bool isMoreWaiting)
{
    if (m_held.empty())
        return;
    const auto waited = std::chrono::steady_clock::now() - m_heldSince;
    const bool isDue = waited >= CommitEvery || m_heldEvents >= CommitAt;
    const bool isOverdue = waited >= CommitEveryAtMost || m_heldEvents >= CommitAtMost;
    if (isOverdue || (isDue && !isMoreWaiting))
        commit();
}

void LogLoop::commit()
{
    const auto committed = m_writer->commit();
    if (!committed) {
        refuse(committed.error());
        return;
    }
    m_storedEvents.fetch_add(m_heldEvents, std::memory_order_relaxed);
    m_held.clear();
    m_heldEvents = 0;
    showFigures();
}

void LogLoop::refuse(const Error& error)
{
    m_retryAt = std::chrono::steady_clock::now() + RetryEvery;
    const bool isNew = !m_trouble || *m_trouble != error;
    m_trouble = error;
    if (isNew && m_listener)
        m_listener(m_trouble);
}

void LogLoop::countRefused(const EventBatch& batch)
{
    if (batch.size() == 0)
        return;
    m_losses.add(stream::Loss::LogRefused, batch.size());
    if (batch.last() <= m_lastRefused)
        return;
    m_lastRefused = batch.last();
    m_refusedTime = batch.event(batch.size() - 1).observedTime;
}

Result<> LogLoop::recordRefused()
{
    if (m_lastRefused <= m_writer->lastAppended())
        return {};
    if (auto told = m_writer->passOver(m_lastRefused, m_refusedTime); !told)
        return told;
    return m_writer->commit();
}

Result<> LogLoop::appendHeld()
{
    for (const auto& batch : m_held) {
        // What is there already was committed before the failure showed.
        if (batch->last() <= m_writer->lastAppended())
            continue;
        if (auto appended = m_writer->append(*batch); !appended)
            return appended;
    }
    return m_writer->commit();
}

void LogLoop::retry()
{
    auto appended = appendHeld();
    if (appended)
        appended = recordRefused();
    if (!appended) {
        refuse(appended.error());
        return;
    }
    m_trouble.reset();
    commit(); // nothing is left to do for the writer; the figures are
    if (m_listener)
        m_listener(std::nullopt);
}

void LogLoop::showFigures()
{
    m_lastCommitted.store(m_writer->lastCommitted().value(), std::memory_order_release);
    m_diskBytes.store(m_writer->diskBytes(), std::memory_order_relaxed);
}

void LogLoop::finish()
{
    while (auto batch = m_lane->tryPop()) {
        take(std::move(batch));
        if (!m_trouble)
            commitWhenDue(true);
    }
    if (m_trouble)
        retry();
    else
        commit();
    if (m_trouble) {
        for (const auto& batch : m_held)
            countRefused(*batch);
        // A disk without room for one row: the figure of the ledger is all that tells.
        static_cast<void>(recordRefused());
    }
    m_closed = m_writer->close();
    if (m_closed)
        showFigures();
    m_writer.reset();
}

} // namespace eventscope::log
