// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/recording_sink.h"

#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

#include "app/commands/interruption.h"
#include "app/commands/notices.h"

namespace eventscope::app::commands {
namespace {

constexpr auto RetryEvery = std::chrono::milliseconds(2);
constexpr auto PatienceAfterSignal = std::chrono::seconds(5);

stream::Lane::Options laneOptions()
{
    stream::Lane::Options options;
    options.name = "recording";
    options.loss = stream::Loss::LogLane;
    options.whenFull = stream::Lane::WhenFull::HoldSource;
    return options;
}

} // namespace

RecordingSink::RecordingSink(std::filesystem::path path)
    : m_path(std::move(path))
    , m_trouble(std::make_shared<Trouble>())
    , m_lane(std::make_shared<stream::Lane>(laneOptions()))
{
}

Result<std::unique_ptr<RecordingSink>> RecordingSink::create(const std::filesystem::path& path,
    log::LogOptions::Durability durability, const Names& names, stream::LossLedger& losses)
{
    if (auto absent = checkAbsent(path); !absent)
        return tl::unexpected(absent.error());
    log::LogOptions options;
    options.path = path;
    options.layout = log::LogOptions::Layout::Recording;
    options.durability = durability;
    auto writer = log::LogWriter::open(options, names);
    if (!writer)
        return tl::unexpected(writer.error());
    std::unique_ptr<RecordingSink> sink(new RecordingSink(path));
    sink->m_loop = std::make_unique<log::LogLoop>(
        *std::move(writer), sink->m_lane, losses, [trouble = sink->m_trouble](const std::optional<Error>& error) {
            const std::scoped_lock lock(trouble->mutex);
            trouble->sentence = error ? "Nothing is stored now: " + sentence(error->what) : "Storing works again.";
        });
    sink->m_loop->start();
    return sink;
}

Result<> RecordingSink::checkAbsent(const std::filesystem::path& path)
{
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored))
        return failure(Fault::Full, "'" + path.string() + "' exists already. Name another file, or delete it first.");
    return {};
}

Result<> RecordingSink::write(const SharedBatch& batch)
{
    std::optional<std::chrono::steady_clock::time_point> signalled;
    while (!m_lane->tryPush(batch)) {
        const auto now = std::chrono::steady_clock::now();
        if (Interruption::isRequested() && now - signalled.value_or(now) > PatienceAfterSignal)
            return failure(
                Fault::Full, "'" + m_path.string() + "' takes nothing more; the newest events are not in it.");
        if (Interruption::isRequested() && !signalled)
            signalled = now;
        std::this_thread::sleep_for(RetryEvery);
    }
    return {};
}

std::optional<std::string> RecordingSink::takeTrouble()
{
    const std::scoped_lock lock(m_trouble->mutex);
    return std::exchange(m_trouble->sentence, std::nullopt);
}

Result<> RecordingSink::close() { return m_loop->stop(); }

std::uint64_t RecordingSink::fileBytes() const
{
    std::error_code error;
    const auto size = std::filesystem::file_size(m_path, error);
    return error ? m_loop->diskBytes() : size;
}

} // namespace eventscope::app::commands
