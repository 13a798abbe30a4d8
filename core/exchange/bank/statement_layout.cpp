#include "core/exchange/bank/statement_layout.h"

#include <array>

namespace youka {

namespace {

// clang-format off
constexpr std::array Layouts{
    // China Construction Bank, corporate net banking
    StatementLayout{"ccb", "账户明细编号-交易流水号", "交易时间", nullptr, "贷方发生额（收入）", "借方发生额（支取）", nullptr,
                    "对方账号", "对方户名", {"摘要", "备注", nullptr}, "账号", "币种"},
    // China Merchants Bank, corporate net banking
    StatementLayout{"cmb", "流水号", "交易日", "交易时间", "贷方金额", "借方金额", nullptr,
                    "收/付方帐号", "收/付方名称", {"摘要", "用途", "业务摘要"}, nullptr, nullptr},
    // one signed column; for banks without a row of their own
    StatementLayout{"signed", "流水号", "时间", nullptr, nullptr, nullptr, "金额",
                    "对方账号", "对方户名", {"附言", nullptr, nullptr}, nullptr, "币种"},
};
// clang-format on

}

std::span<const StatementLayout> statementLayouts() { return Layouts; }

const StatementLayout *statementLayout(QStringView name)
{
    for (const StatementLayout &layout : Layouts)
        if (name == QLatin1String(layout.name))
            return &layout;
    return nullptr;
}

}
