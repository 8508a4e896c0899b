// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/sealing_loop.h"

#include <filesystem>

namespace eventscope::log {

SealingLoop::SealingLoop()
    : m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

SealingLoop::~SealingLoop()
{
    m_thread.request_stop();
    m_thread.join();
}

void SealingLoop::add(std::unique_ptr<Segment> segment)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_queue.push_back(std::move(segment));
    }
    m_changed.notify_one();
}

std::size_t SealingLoop::pending() const
{
    const std::scoped_lock lock(m_mutex);
    return m_queue.size() + (m_current ? 1 : 0);
}

std::optional<std::uint64_t> SealingLoop::oldestPending() const
{
    const std::scoped_lock lock(m_mutex);
    if (m_current)
        return m_current;
    return m_queue.empty() ? std::nullopt : std::optional(m_queue.front()->extent().number);
}

std::unique_ptr<Segment> SealingLoop::next(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    m_current.reset();
    m_changed.wait(lock, stop, [this] { return !m_queue.empty(); });
    if (m_queue.empty())
        return nullptr;
    auto segment = std::move(m_queue.front());
    m_queue.pop_front();
    m_current = segment->extent().number;
    return segment;
}

void SealingLoop::run(const std::stop_token& stop)
{
    while (auto segment = next(stop)) {
        const auto path = segment->path();
        const bool isSealed = segment->seal(Segment::Indexes::Channel).has_value();
        segment.reset();
        std::error_code ignored;
        if (isSealed)
            std::filesystem::permissions(path, std::filesystem::perms::owner_read, ignored);
    }
}

} // namespace eventscope::log
