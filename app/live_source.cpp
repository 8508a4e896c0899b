// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_source.h"

#include <utility>

namespace eventscope::app {

LiveSource::LiveSource(Session& session, QObject* parent)
    : SessionSource(parent)
    , m_session(session)
    , m_lane(session.addLane({.name = "flow", .loss = stream::Loss::FlowLane}))
{
    followLog();
}

void LiveSource::followLog()
{
    if (m_session.logPath().empty() || m_pages)
        return;
    auto pages =
        LogPageSource::followLog(m_session.logPath(), m_session.names(), [this] { return m_session.lastStored(); });
    if (!pages)
        return;
    m_pages = *std::move(pages);
    emit changed();
}

LiveSource::~LiveSource() { m_session.removeLane(m_lane); }

const Names& LiveSource::names() const { return m_session.names(); }

Result<> LiveSource::startRecording(const std::filesystem::path& path, Recorder::From from)
{
    auto recorder = Recorder::start(m_session, path, from);
    if (!recorder)
        return tl::unexpected(recorder.error());
    m_recorder = *std::move(recorder);
    emit changed();
    return {};
}

Result<Recorder::Summary> LiveSource::stopRecording()
{
    if (!m_recorder)
        return failure(Fault::Invalid, "Nothing is being recorded.");
    auto summary = m_recorder->stop();
    m_recorder.reset();
    emit changed();
    return summary;
}

} // namespace eventscope::app
