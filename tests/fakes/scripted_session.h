// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>

#include "app/session_source.h"

namespace eventscope::fakes {

/// A session of which a test says everything.
class ScriptedSession final : public app::SessionSource {
public:
    using SessionSource::SessionSource;

    [[nodiscard]] const Names& names() const override { return m_names; }
    [[nodiscard]] const FieldRegistry& fields() const override { return m_fields; }
    [[nodiscard]] std::shared_ptr<stream::Lane> flowLane() override { return m_lane; }
    [[nodiscard]] inspect::PageSource* pages() override { return m_pages; }
    [[nodiscard]] const analysis::Snapshots& snapshots() override { return m_snapshots; }
    [[nodiscard]] stream::HealthSnapshot health() override { return m_health; }
    [[nodiscard]] WallTime now() const override { return m_now; }
    [[nodiscard]] QString title() const override { return m_title; }
    [[nodiscard]] bool isLive() const override { return m_isLive; }
    [[nodiscard]] bool isRecording() const override { return m_isRecording; }
    void tellChanged() { emit changed(); }

    Names m_names; // public on purpose: the script
    FieldRegistry m_fields;
    std::shared_ptr<stream::Lane> m_lane = std::make_shared<stream::Lane>(stream::Lane::Options{});
    inspect::PageSource* m_pages = nullptr;
    analysis::Snapshots m_snapshots;
    stream::HealthSnapshot m_health;
    WallTime m_now = NoTime;
    QString m_title;
    bool m_isLive = true;
    bool m_isRecording = false;
};

} // namespace eventscope::fakes
