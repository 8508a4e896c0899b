// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench_row.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

namespace eventscope::bench {
namespace {

/// Four significant digits are more than such a measurement has; whole numbers stay whole.
double rounded(double value)
{
    if (value == 0 || !std::isfinite(value))
        return 0;
    const double scale = std::pow(10.0, 3 - std::floor(std::log10(std::fabs(value))));
    return std::round(value * scale) / scale;
}

nlohmann::ordered_json number(double value)
{
    const double shown = rounded(value);
    if (std::fabs(shown) >= 1000)
        return std::llround(shown);
    return shown;
}

nlohmann::ordered_json optionalNumber(const std::optional<double>& value)
{
    return value ? number(*value) : nlohmann::ordered_json(nullptr);
}

} // namespace

bool BenchRow::holds() const
{
    if (ours < 0 || (reference && *reference <= 0))
        return false;
    const double value = ratio.value_or(ours);
    return goal.better == Better::Higher ? value >= goal.goal : value <= goal.goal;
}

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

BenchRow comparePairs(
    BenchGoal goal, std::size_t pairs, const std::function<double()>& ours, const std::function<double()>& reference)
{
    std::vector<double> oursAll;
    std::vector<double> referenceAll;
    std::vector<double> ratios;
    for (std::size_t pair = 0; pair < pairs; ++pair) {
        // The side that begins changes, so that neither always finds the disk and the caches as the other left them.
        const bool oursFirst = pair % 2 == 0;
        const double first = oursFirst ? ours() : reference();
        const double second = oursFirst ? reference() : ours();
        const double mine = oursFirst ? first : second;
        const double theirs = oursFirst ? second : first;
        if (mine < 0 || theirs <= 0)
            return {std::move(goal), -1, theirs, std::nullopt};
        oursAll.push_back(mine);
        referenceAll.push_back(theirs);
        ratios.push_back(mine / theirs);
    }
    return {std::move(goal), median(oursAll), median(referenceAll), median(ratios)};
}

BenchRow plainFigure(BenchGoal goal, double ours) { return {std::move(goal), ours, std::nullopt, std::nullopt}; }

std::string toJson(const BenchRow& row)
{
    nlohmann::ordered_json json;
    json["name"] = row.goal.name;
    json["ours"] = number(row.ours);
    json["reference"] = optionalNumber(row.reference);
    json["reference_name"] = row.goal.referenceName.empty() ? nlohmann::ordered_json(nullptr)
                                                            : nlohmann::ordered_json(row.goal.referenceName);
    json["unit"] = row.goal.unit;
    json["ratio"] =
        row.ratio ? nlohmann::ordered_json(std::round(*row.ratio * 1000) / 1000) : nlohmann::ordered_json(nullptr);
    json["goal"] = row.goal.goal;
    json["better"] = row.goal.better == Better::Higher ? "higher" : "lower";
    json["holds"] = row.holds();
    json["conditions"] = row.goal.conditions;
    return json.dump();
}

} // namespace eventscope::bench
