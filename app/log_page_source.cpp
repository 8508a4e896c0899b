// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log_page_source.h"

#include <QPromise>

#include <algorithm>
#include <utility>

namespace eventscope::app {
namespace {

constexpr int Workers = 2; // one for the page on the screen, one for a filter that reads everything

} // namespace

LogPageSource::LogPageSource(std::filesystem::path path, Names& names)
    : m_path(std::move(path))
    , m_names(names)
{
    m_workers.setMaxThreadCount(Workers);
}

LogPageSource::~LogPageSource()
{
    m_isClosing = true;
    m_workers.clear();
    m_workers.waitForDone();
}

Result<std::unique_ptr<LogPageSource>> LogPageSource::openRecording(const std::filesystem::path& path, Names& names)
{
    std::unique_ptr<LogPageSource> source(new LogPageSource(path, names));
    if (auto opened = source->openFirst(); !opened)
        return tl::unexpected(opened.error());
    return source;
}

Result<std::unique_ptr<LogPageSource>> LogPageSource::followLog(
    const std::filesystem::path& path, Names& names, NewestStored newest)
{
    std::unique_ptr<LogPageSource> source(new LogPageSource(path, names));
    source->m_newest = std::move(newest);
    if (auto opened = source->openFirst(); !opened)
        return tl::unexpected(opened.error());
    return source;
}

Result<> LogPageSource::openFirst()
{
    auto reader = takeReader();
    if (!reader)
        return tl::unexpected(reader.error());
    m_recovery = (*reader)->recovery();
    m_last.store((*reader)->last().value(), std::memory_order_release);
    giveBack(*std::move(reader));
    return {};
}

Position LogPageSource::last() const
{
    return m_newest ? m_newest() : Position(m_last.load(std::memory_order_acquire));
}

Result<std::unique_ptr<log::LogReader>> LogPageSource::takeReader()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_idle.empty()) {
            auto reader = std::move(m_idle.back());
            m_idle.pop_back();
            return reader;
        }
    }
    return log::LogReader::open(m_path, m_names);
}

void LogPageSource::giveBack(std::unique_ptr<log::LogReader> reader)
{
    m_first.store(reader->first().value(), std::memory_order_release);
    const std::scoped_lock lock(m_mutex);
    m_idle.push_back(std::move(reader));
}

Result<SharedBatch> LogPageSource::read(
    Position from, std::size_t count, Direction direction, const std::vector<std::string>& channels)
{
    auto reader = takeReader();
    if (!reader)
        return tl::unexpected(reader.error());
    const auto way =
        direction == Direction::Forward ? log::LogReader::Direction::Forward : log::LogReader::Direction::Backward;
    auto page =
        channels.empty() ? (*reader)->read(from, count, way) : (*reader)->readChannels(from, count, way, channels);
    if (page)
        giveBack(*std::move(reader)); // a reader that failed is opened again: its segment may be gone
    return page;
}

QFuture<Result<SharedBatch>> LogPageSource::fetchPage(
    Position from, std::size_t count, Direction direction, std::vector<std::string> channels)
{
    auto promise = std::make_shared<QPromise<Result<SharedBatch>>>();
    auto future = promise->future();
    promise->start();
    // A page for the screen goes before the many of a filter, which are larger.
    const int priority = count <= 1'000 ? 1 : 0;
    m_workers.start(
        [this, promise, from, count, direction, channels = std::move(channels)] {
            if (m_isClosing || promise->isCanceled()) {
                promise->future().cancel();
            } else {
                promise->addResult(read(from, count, direction, channels));
            }
            promise->finish();
        },
        priority);
    return future;
}

} // namespace eventscope::app
