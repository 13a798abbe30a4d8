<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Actions</name>
    <message>
        <source>Release</source>
        <translation>放行</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Prepay</source>
        <translation>预付</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>油卡</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Coupon</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>Points back</source>
        <translation>退回积分</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
</context>
<context>
    <name>AlarmStrip</name>
    <message>
        <source>Lock, %1 is signed in</source>
        <translation>锁定，当前登录：%1</translation>
    </message>
    <message>
        <source>Tanks</source>
        <translation>油罐</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>便利店</translation>
    </message>
</context>
<context>
    <name>BalanceScreen</name>
    <message>
        <source>Available</source>
        <translation>可用余额</translation>
    </message>
    <message>
        <source>Fuel with this card</source>
        <translation>用这张卡加油</translation>
    </message>
    <message>
        <source>Latest movements</source>
        <translation>最近记录</translation>
    </message>
    <message>
        <source>Points and coupons</source>
        <translation>积分和优惠券</translation>
    </message>
    <message>
        <source>Top up</source>
        <translation>充值</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>优惠券</translation>
    </message>
</context>
<context>
    <name>BasketSearch</name>
    <message>
        <source>Name, initials, code or barcode</source>
        <translation>名称、拼音首字母、编号或条码</translation>
    </message>
    <message>
        <source>Nothing here is called so</source>
        <translation>没有找到这样的商品</translation>
    </message>
</context>
<context>
    <name>BasketView</name>
    <message>
        <source>One less of %1</source>
        <translation>%1 减一件</translation>
    </message>
    <message>
        <source>One more of %1</source>
        <translation>%1 加一件</translation>
    </message>
    <message>
        <source>Take %1 out of the basket</source>
        <translation>从购物篮中取出 %1</translation>
    </message>
</context>
<context>
    <name>BillCard</name>
    <message>
        <source>%1 is paid</source>
        <translation>缴纳 %1</translation>
    </message>
    <message>
        <source>%1 is not paid</source>
        <translation>不缴纳 %1</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已欠费</translation>
    </message>
    <message>
        <source>Pay another amount</source>
        <translation>缴其他金额</translation>
    </message>
</context>
<context>
    <name>BillsScreen</name>
    <message>
        <source>Everything is paid. There is nothing more to do.</source>
        <translation>账单均已缴清，无需操作。</translation>
    </message>
    <message>
        <source>Save for next time</source>
        <translation>保存为常用户号</translation>
    </message>
    <message>
        <source>Saved with your card</source>
        <translation>已保存到您的卡</translation>
    </message>
    <message>
        <source>To pay now</source>
        <translation>本次应付</translation>
    </message>
    <message>
        <source>Pay with your phone</source>
        <translation>手机支付</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>ChooseAmountScreen</name>
    <message>
        <source>Fill up</source>
        <translation>加满</translation>
    </message>
    <message>
        <source>until the tank is full, up to %1</source>
        <translation>加满为止，最多 %1</translation>
    </message>
    <message>
        <source>until the tank is full</source>
        <translation>加满为止</translation>
    </message>
    <message>
        <source>more than is on the card</source>
        <translation>超过卡内余额</translation>
    </message>
    <message>
        <source>Another amount</source>
        <translation>其他金额</translation>
    </message>
    <message>
        <source>By litres</source>
        <translation>按升数</translation>
    </message>
</context>
<context>
    <name>ChooseBillerScreen</name>
    <message>
        <source>Saved</source>
        <translation>常用户号</translation>
    </message>
    <message>
        <source>Or hold a bill&apos;s code to the scanner.</source>
        <translation>也可以把账单条码对准扫码口。</translation>
    </message>
    <message>
        <source>Hold a bill&apos;s code to the scanner, or your card to the reader for what you have saved.</source>
        <translation>把账单条码对准扫码口，或刷油卡查看常用户号。</translation>
    </message>
</context>
<context>
    <name>ChoosePumpScreen</name>
    <message>
        <source>%1 available on your card</source>
        <translation>卡内可用 %1</translation>
    </message>
</context>
<context>
    <name>ChooseTopUpScreen</name>
    <message>
        <source>Another amount</source>
        <translation>其他金额</translation>
    </message>
</context>
<context>
    <name>ChooseWayScreen</name>
    <message>
        <source>with the app on your phone</source>
        <translation>用手机应用支付</translation>
    </message>
</context>
<context>
    <name>ConfirmExchangeScreen</name>
    <message>
        <source>The points are gone then; the coupon is on your card.</source>
        <translation>积分将被扣除，优惠券会记在您的卡上。</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>兑换</translation>
    </message>
</context>
<context>
    <name>ConfirmGiftScreen</name>
    <message>
        <source>It leaves your card then and does not come back. Nobody sees who the number belongs to.</source>
        <translation>送出后它就不在您的卡上，也不能收回。谁也看不到这个号码是谁的。</translation>
    </message>
    <message>
        <source>Give it away</source>
        <translation>送出</translation>
    </message>
</context>
<context>
    <name>ConfirmScreen</name>
    <message>
        <source>Pump</source>
        <translation>加油机</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>加多少</translation>
    </message>
    <message>
        <source>Fuel</source>
        <translation>油品</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>油卡</translation>
    </message>
    <message>
        <source>You pay for what you fill. What is not used is free again at once.</source>
        <translation>按实际加油付款，没用完的部分马上退回。</translation>
    </message>
    <message>
        <source>Release the pump</source>
        <translation>放行加油机</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>None this time</source>
        <translation>本次不用</translation>
    </message>
    <message>
        <source>Code %1, or what is better</source>
        <translation>券码 %1，如有更优惠的自动选用</translation>
    </message>
    <message>
        <source>Your best one is used</source>
        <translation>自动选用最优惠的一张</translation>
    </message>
    <message>
        <source>With the grade chosen here, the pump shows your price where a coupon lowers it. Without, what it takes off comes off at the end.</source>
        <translation>在此选定油品后，如有每升优惠，油机直接显示优惠价；不选则在加油结束时扣减。</translation>
    </message>
    <message>
        <source>Enter a code</source>
        <translation>输入券码</translation>
    </message>
    <message>
        <source>Without coupons</source>
        <translation>不用优惠券</translation>
    </message>
    <message>
        <source>Use my best coupon</source>
        <translation>使用最优惠的券</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>My points are used</source>
        <translation>已使用我的积分</translation>
    </message>
    <message>
        <source>Use my points</source>
        <translation>使用我的积分</translation>
    </message>
</context>
<context>
    <name>CouponList</name>
    <message>
        <source>Left to pay</source>
        <translation>还需支付</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Ctrl+Z</translation>
    </message>
    <message>
        <source>Go on to pay</source>
        <translation>去付款</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
</context>
<context>
    <name>DoneScreen</name>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>The sale&apos;s number as a code for the counter&apos;s scanner</source>
        <translation>交易号的二维码，供收银台扫描</translation>
    </message>
    <message>
        <source>The receipt as a code for your phone</source>
        <translation>供手机扫描的小票码</translation>
    </message>
    <message>
        <source>Scan it: receipt and invoice on your phone</source>
        <translation>扫码：手机查看小票、申请开票</translation>
    </message>
    <message>
        <source>Print the receipt</source>
        <translation>打印小票</translation>
    </message>
</context>
<context>
    <name>EnterAccountScreen</name>
    <message>
        <source>Plate</source>
        <translation>车牌</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>删除最后一位</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Delete the last character</source>
        <translation>删除最后一个字符</translation>
    </message>
    <message>
        <source>Look up the bills</source>
        <translation>查询账单</translation>
    </message>
</context>
<context>
    <name>EnterAmountScreen</name>
    <message>
        <source>Litres</source>
        <translation>升数</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>L</source>
        <translation>升</translation>
    </message>
    <message>
        <source>%1 available on your card</source>
        <translation>卡内可用 %1</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>删除一位</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
</context>
<context>
    <name>EnterCodeScreen</name>
    <message>
        <source>Letters and digits</source>
        <translation>字母和数字</translation>
    </message>
    <message>
        <source>Delete the last character</source>
        <translation>删除最后一个字符</translation>
    </message>
    <message>
        <source>Get the coupon</source>
        <translation>领取优惠券</translation>
    </message>
    <message>
        <source>Use the code</source>
        <translation>使用券码</translation>
    </message>
</context>
<context>
    <name>EnterReceiverScreen</name>
    <message>
        <source>Customer or card number</source>
        <translation>客户号或卡号</translation>
    </message>
    <message>
        <source>The phone number they are a customer with, or the number on their card</source>
        <translation>对方登记的手机号，或对方卡上的号码</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>删除一位</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
</context>
<context>
    <name>FindSale</name>
    <message>
        <source>Sale number: eleven figures</source>
        <translation>交易号：11位数字</translation>
    </message>
    <message>
        <source>Sales of that number</source>
        <translation>此交易号的交易</translation>
    </message>
    <message>
        <source>Show the first</source>
        <translation>显示第一笔</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Large text</source>
        <translation>大字</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>FuellingScreen</name>
    <message>
        <source>The pump is yours. Choose the grade by its nozzle and fill.</source>
        <translation>加油机已为您放行，提起所需油品的油枪即可加油。</translation>
    </message>
    <message>
        <source>You need not wait here. Hold your card to the reader afterwards and the receipt is shown.</source>
        <translation>不必在此等候。加完油后刷卡，即可查看小票。</translation>
    </message>
    <message>
        <source>Cancel, I do not want to fill</source>
        <translation>取消，不加了</translation>
    </message>
    <message>
        <source>The pump is yours. Lift the nozzle of %1 and fill.</source>
        <translation>加油机已为您放行，请提起 %1 油枪加油。</translation>
    </message>
</context>
<context>
    <name>HelpScreen</name>
    <message>
        <source>Type a word, in pinyin or English</source>
        <translation>输入拼音或英文，如 chongzhi</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Delete the last character</source>
        <translation>删除最后一个字符</translation>
    </message>
</context>
<context>
    <name>HomeScreen</name>
    <message>
        <source>Fuel with a card</source>
        <translation>刷卡加油</translation>
    </message>
    <message>
        <source>Card, pump, amount, and fill</source>
        <translation>刷卡、选机、选金额、加油</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>查询余额</translation>
    </message>
    <message>
        <source>What is on your card, and the latest movements</source>
        <translation>卡内余额和最近记录</translation>
    </message>
    <message>
        <source>Or just hold your card to the reader, on any page.</source>
        <translation>也可以在任何页面直接刷卡。</translation>
    </message>
    <message>
        <source>Top up</source>
        <translation>充值</translation>
    </message>
    <message>
        <source>Put money on your card with your phone</source>
        <translation>用手机给您的卡充值</translation>
    </message>
    <message>
        <source>Pay bills</source>
        <translation>生活缴费</translation>
    </message>
    <message>
        <source>Cannot be reached at the moment</source>
        <translation>暂时无法使用</translation>
    </message>
    <message>
        <source>Electricity, water, gas, parking, phone</source>
        <translation>水、电、燃气、停车、话费</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Youka kiosk</source>
        <translation>油卡自助终端</translation>
    </message>
    <message>
        <source>Youka</source>
        <translation>油卡</translation>
    </message>
    <message>
        <source>Still there? This page closes in %1 s.</source>
        <translation>还在吗？%1 秒后返回首页。</translation>
    </message>
    <message>
        <source>I am still here</source>
        <translation>我还在</translation>
    </message>
    <message>
        <source>Youka counter</source>
        <translation>油卡收银台</translation>
    </message>
</context>
<context>
    <name>MemberScreen</name>
    <message>
        <source>Points to spend</source>
        <translation>可用积分</translation>
    </message>
    <message>
        <source>Enter a code</source>
        <translation>输入领券码</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>There are none yet. With a code from a flyer or a message you get one.</source>
        <translation>还没有优惠券。可以用传单或短信上的领券码领取。</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>兑换</translation>
    </message>
    <message>
        <source>Give away</source>
        <translation>转赠</translation>
    </message>
</context>
<context>
    <name>Office</name>
    <message>
        <source>Nothing here yet.</source>
        <translation>还没有内容。</translation>
    </message>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>没有符合筛选条件的记录。</translation>
    </message>
    <message>
        <source>Sale limit</source>
        <translation>单笔限额</translation>
    </message>
    <message>
        <source>Day limit</source>
        <translation>每日限额</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>此项必填。</translation>
    </message>
    <message>
        <source>A card number has digits only.</source>
        <translation>卡号只能是数字。</translation>
    </message>
    <message>
        <source>A card number has 13 to 19 digits; this has %1.</source>
        <translation>卡号为 13 到 19 位数字，现在是 %1 位。</translation>
    </message>
    <message>
        <source>The check digit is wrong; one digit is mistyped.</source>
        <translation>校验位不对，有一位数字输错了。</translation>
    </message>
    <message>
        <source>A chip number has 8, 14 or 20 characters, 0-9 and A-F.</source>
        <translation>芯片号为 8、14 或 20 个字符，只含 0-9 和 A-F。</translation>
    </message>
    <message>
        <source>A PIN has 4 to 6 digits.</source>
        <translation>密码为 4 到 6 位数字。</translation>
    </message>
    <message>
        <source>Not the same digit all the time.</source>
        <translation>不能全是同一个数字。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>An amount like %1 is expected.</source>
        <translation>请输入金额，例如 %1。</translation>
    </message>
    <message>
        <source>The amount must be above zero.</source>
        <translation>金额必须大于零。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>卡</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Issue a card</source>
        <translation>发卡</translation>
    </message>
    <message>
        <source>Card number</source>
        <translation>卡号</translation>
    </message>
    <message>
        <source>Chip number</source>
        <translation>芯片号</translation>
    </message>
    <message>
        <source>The chip</source>
        <translation>芯片</translation>
    </message>
    <message>
        <source>is known by its number</source>
        <translation>只凭芯片号识别</translation>
    </message>
    <message>
        <source>proves itself, and pays offline too</source>
        <translation>能验证真伪，离线也可付款</translation>
    </message>
    <message>
        <source>Customer no.</source>
        <translation>客户号</translation>
    </message>
    <message>
        <source>name, for a new customer</source>
        <translation>姓名，新客户填写</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>PIN above</source>
        <translation>超过此金额验密</translation>
    </message>
    <message>
        <source>Limit per sale</source>
        <translation>单笔限额</translation>
    </message>
    <message>
        <source>Limit per day</source>
        <translation>每日限额</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>发卡</translation>
    </message>
    <message>
        <source>Top up in cash</source>
        <translation>现金充值</translation>
    </message>
    <message>
        <source>Cash taken</source>
        <translation>收取现金</translation>
    </message>
    <message>
        <source>Top up</source>
        <translation>充值</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Report lost</source>
        <translation>挂失</translation>
    </message>
    <message>
        <source>Close account</source>
        <translation>销户</translation>
    </message>
    <message>
        <source>Lift loss report</source>
        <translation>解挂</translation>
    </message>
    <message>
        <source>Unfreeze</source>
        <translation>解冻</translation>
    </message>
    <message>
        <source>Activate</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>The reason is kept with your name.</source>
        <translation>原因将与您的姓名一起留存。</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限额</translation>
    </message>
    <message>
        <source>New price</source>
        <translation>新价格</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>油品</translation>
    </message>
    <message>
        <source>Price per litre</source>
        <translation>每升价格</translation>
    </message>
    <message>
        <source>A price like %1 is expected.</source>
        <translation>请输入价格，例如 %1。</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>立即生效</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>生效时间</translation>
    </message>
    <message>
        <source>Set price</source>
        <translation>设定价格</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>对账单</translation>
    </message>
    <message>
        <source>Balance %1, held %2, available %3</source>
        <translation>余额 %1，占用 %2，可用 %3</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Top-up</source>
        <translation>充值</translation>
    </message>
    <message>
        <source>Purchase</source>
        <translation>消费</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Litres</source>
        <translation>升数</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>单价</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>已设</translation>
    </message>
    <message>
        <source>None</source>
        <translation>未设</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>油品</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>占用</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Paid by</source>
        <translation>支付方式</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>联机</translation>
    </message>
    <message>
        <source>Card no.</source>
        <translation>卡号</translation>
    </message>
    <message>
        <source>Business day</source>
        <translation>营业日</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>油站</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>终端</translation>
    </message>
    <message>
        <source>Pump</source>
        <translation>枪位</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>入账时间</translation>
    </message>
    <message>
        <source>Sale id</source>
        <translation>交易号</translation>
    </message>
    <message>
        <source>All stations</source>
        <translation>所有油站</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Entered by</source>
        <translation>录入人</translation>
    </message>
    <message>
        <source>Balance: %1</source>
        <translation>余额：%1</translation>
    </message>
    <message>
        <source>%1 L, %2</source>
        <translation>%1 升，%2</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Card</source>
        <translation>卡(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Prices</source>
        <translation>价格(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>导出 CSV…</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>复制行</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Issue a card…</source>
        <translation>发卡…</translation>
    </message>
    <message>
        <source>Top up…</source>
        <translation>充值…</translation>
    </message>
    <message>
        <source>Limits…</source>
        <translation>限额…</translation>
    </message>
    <message>
        <source>Freeze…</source>
        <translation>冻结…</translation>
    </message>
    <message>
        <source>Unfreeze…</source>
        <translation>解冻…</translation>
    </message>
    <message>
        <source>Report lost…</source>
        <translation>挂失…</translation>
    </message>
    <message>
        <source>Set price…</source>
        <translation>设定价格…</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>明暗切换</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>The card is issued.</source>
        <translation>卡已发放。</translation>
    </message>
    <message>
        <source>The money is on the card.</source>
        <translation>充值已到账。</translation>
    </message>
    <message>
        <source>The card&apos;s state is changed.</source>
        <translation>卡状态已更改。</translation>
    </message>
    <message>
        <source>The limits are set.</source>
        <translation>限额已设定。</translation>
    </message>
    <message>
        <source>The price is entered.</source>
        <translation>价格已录入。</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV 文件 (*.csv)</translation>
    </message>
    <message>
        <source>The session has ended. Sign in again; nothing was lost.</source>
        <translation>会话已结束，请重新登录；没有任何数据丢失。</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Youka office</source>
        <translation>油卡 管理后台</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>功能区</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Cards, customers, transactions and prices.</source>
        <translation>卡、客户、交易与价格。</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>An address like https://centre.example:8443 is expected.</source>
        <translation>请输入形如 https://centre.example:8443 的地址。</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>正在登录…</translation>
    </message>
    <message>
        <source>The name or the password is wrong. Check both and try again.</source>
        <translation>账号或密码不正确，请核对后重试。</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>筛选…</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) written.</source>
        <translation>
            <numerusform>已写出 %n 行。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>共 %n 条</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) loaded, more below</source>
        <translation>
            <numerusform>已加载 %n 条，下面还有</numerusform>
        </translation>
    </message>
    <message>
        <source>Case</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>拟处理</translation>
    </message>
    <message>
        <source>By</source>
        <translation>提出人</translation>
    </message>
    <message>
        <source>reserved</source>
        <translation>已预留</translation>
    </message>
    <message>
        <source>used</source>
        <translation>已使用</translation>
    </message>
    <message>
        <source>given back</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Reserved offline</source>
        <translation>离线预留</translation>
    </message>
    <message>
        <source>Sold on a card</source>
        <translation>刷卡消费</translation>
    </message>
    <message>
        <source>Sold for cash</source>
        <translation>现金消费</translation>
    </message>
    <message>
        <source>Took a booking back</source>
        <translation>冲正</translation>
    </message>
    <message>
        <source>Gave a reservation back</source>
        <translation>退回预留</translation>
    </message>
    <message>
        <source>What the terminal said</source>
        <translation>终端上传的记录</translation>
    </message>
    <message>
        <source>There is no record of it.</source>
        <translation>没有相应的记录。</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录号</translation>
    </message>
    <message>
        <source>What the centre had</source>
        <translation>中心当时的数据</translation>
    </message>
    <message>
        <source>Card state</source>
        <translation>卡状态</translation>
    </message>
    <message>
        <source>Reservation</source>
        <translation>预留</translation>
    </message>
    <message>
        <source>Balance afterwards</source>
        <translation>入账后余额</translation>
    </message>
    <message>
        <source>First record</source>
        <translation>首次记录</translation>
    </message>
    <message>
        <source>Posted as</source>
        <translation>记账凭证</translation>
    </message>
    <message>
        <source>Nothing was booked for it.</source>
        <translation>没有为此记账。</translation>
    </message>
    <message>
        <source>The missing records have come.</source>
        <translation>缺失的记录已经补齐。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>处理过程</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>经办人</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Resolve the case</source>
        <translation>处理异常</translation>
    </message>
    <message>
        <source>The reason is kept with your name. Larger amounts wait for a second person to confirm.</source>
        <translation>原因将连同您的姓名保存。金额较大时须由第二人确认。</translation>
    </message>
    <message>
        <source>Resolve</source>
        <translation>处理</translation>
    </message>
    <message>
        <source>Confirm the resolution</source>
        <translation>确认处理</translation>
    </message>
    <message>
        <source>You decide as the second person.</source>
        <translation>您以复核人的身份作出决定。</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Send the case back</source>
        <translation>退回异常</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>退回原因</translation>
    </message>
    <message>
        <source>Send back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Exception</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Case %1, station %2, %3, %4</source>
        <translation>编号 %1，油站 %2，%3，%4</translation>
    </message>
    <message>
        <source>Overdrawn</source>
        <translation>透支欠款</translation>
    </message>
    <message>
        <source>Card not usable</source>
        <translation>卡不可用</translation>
    </message>
    <message>
        <source>Card closed</source>
        <translation>卡已销户</translation>
    </message>
    <message>
        <source>Unknown card</source>
        <translation>未知的卡</translation>
    </message>
    <message>
        <source>Price not published</source>
        <translation>价格未发布</translation>
    </message>
    <message>
        <source>Records missing</source>
        <translation>记录缺失</translation>
    </message>
    <message>
        <source>Two journals</source>
        <translation>记录分叉</translation>
    </message>
    <message>
        <source>Wrong clock</source>
        <translation>时钟异常</translation>
    </message>
    <message>
        <source>Second record</source>
        <translation>重复记录</translation>
    </message>
    <message>
        <source>Late capture</source>
        <translation>逾期扣款</translation>
    </message>
    <message>
        <source>Unknown reservation</source>
        <translation>预留不存在</translation>
    </message>
    <message>
        <source>Unfit reservation</source>
        <translation>预留不符</translation>
    </message>
    <message>
        <source>Implausible amount</source>
        <translation>金额不符</translation>
    </message>
    <message>
        <source>Reversal refused</source>
        <translation>冲正被拒</translation>
    </message>
    <message>
        <source>Copied chip</source>
        <translation>疑似复制卡</translation>
    </message>
    <message>
        <source>The card&apos;s money did not cover the sale; the rest is a debt.</source>
        <translation>卡内余额不足以支付本次消费，差额记为欠款。</translation>
    </message>
    <message>
        <source>The station sold offline on a card that was frozen, lost or expired meanwhile.</source>
        <translation>油站离线消费时，该卡已冻结、挂失或过期。</translation>
    </message>
    <message>
        <source>The station sold offline on a card that was closed meanwhile.</source>
        <translation>油站离线消费时，该卡已销户。</translation>
    </message>
    <message>
        <source>The station reserved offline for a card that is not one of ours.</source>
        <translation>油站为一张非本系统的卡作了离线预留。</translation>
    </message>
    <message>
        <source>The sale&apos;s price was not published for this station at that time or the day before.</source>
        <translation>该笔消费的单价在当时及前一天均未对该油站发布。</translation>
    </message>
    <message>
        <source>The station sold offline to the number of a chip card without its chip. It may be a copy.</source>
        <translation>油站离线消费时只读到芯片卡的卡号，芯片未经验证，可能是复制卡。</translation>
    </message>
    <message>
        <source>Records of this terminal are missing. The case closes by itself when they come.</source>
        <translation>该终端有记录缺失，补齐后将自动结案。</translation>
    </message>
    <message>
        <source>The terminal sent two different records under one number and is shut out.</source>
        <translation>该终端以同一编号上传了两条不同的记录，已被停用。</translation>
    </message>
    <message>
        <source>The terminal&apos;s clock is ahead of the centre or went back.</source>
        <translation>该终端的时钟快于中心，或者发生了倒退。</translation>
    </message>
    <message>
        <source>A sale was recorded twice; the second record was not booked.</source>
        <translation>同一笔消费上传了两次，第二条未入账。</translation>
    </message>
    <message>
        <source>The sale came after its reservation had ended; it is booked.</source>
        <translation>消费记录在预留结束之后才到达，已入账。</translation>
    </message>
    <message>
        <source>Fuel was delivered against a reservation that is not known; the money waits here.</source>
        <translation>加油所用的预留不存在，款项暂挂待处理。</translation>
    </message>
    <message>
        <source>Fuel was delivered against a reservation that cannot pay for it; the money waits here.</source>
        <translation>加油所用的预留不能支付本次消费，款项暂挂待处理。</translation>
    </message>
    <message>
        <source>Litres times price do not explain the amount at the pump.</source>
        <translation>升数乘以单价与加油机金额不符。</translation>
    </message>
    <message>
        <source>A terminal took a top-up back that can no longer be taken back. See to the money.</source>
        <translation>终端冲正了一笔已不能冲正的充值，请核实款项。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>In work</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Waits for a second person</source>
        <translation>待复核</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>已结案</translation>
    </message>
    <message>
        <source>Explained, no money moves</source>
        <translation>已说明，不动账</translation>
    </message>
    <message>
        <source>The customer owes it</source>
        <translation>由客户承担</translation>
    </message>
    <message>
        <source>Write off</source>
        <translation>核销为损失</translation>
    </message>
    <message>
        <source>E&amp;xceptions</source>
        <translation>异常(&amp;X)</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Resolve…</source>
        <translation>处理…</translation>
    </message>
    <message>
        <source>Confirm…</source>
        <translation>确认…</translation>
    </message>
    <message>
        <source>Send back…</source>
        <translation>退回…</translation>
    </message>
    <message>
        <source>The case is yours.</source>
        <translation>已由您受理。</translation>
    </message>
    <message>
        <source>The case waits for a second person.</source>
        <translation>已提交，等待第二人复核。</translation>
    </message>
    <message>
        <source>The case is resolved.</source>
        <translation>异常已结案。</translation>
    </message>
    <message>
        <source>The case was sent back.</source>
        <translation>异常已退回。</translation>
    </message>
    <message>
        <source>Take the top-up back</source>
        <translation>充值冲正</translation>
    </message>
    <message>
        <source>Entered by mistake</source>
        <translation>录入错误</translation>
    </message>
    <message>
        <source>The customer does not want it</source>
        <translation>客户取消</translation>
    </message>
    <message>
        <source>Fault of the equipment</source>
        <translation>设备故障</translation>
    </message>
    <message>
        <source>The whole amount leaves the card and goes back from the till. Larger amounts wait until a second person takes the same top-up back.</source>
        <translation>全额从卡上扣回，并从收银退还。金额较大时，须由第二人对同一笔充值再次冲正后生效。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>冲正</translation>
    </message>
    <message>
        <source>Asked for by %1; a second person must take it back too.</source>
        <translation>已由 %1 提出，须由第二人再次冲正。</translation>
    </message>
    <message>
        <source>The top-up is taken back.</source>
        <translation>充值已冲正。</translation>
    </message>
    <message>
        <source>Reversal</source>
        <translation>冲正</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>冲正…</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>异常处理</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>Overdue, %1</source>
        <translation>已超时，%1</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>In work by</source>
        <translation>受理人</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>发现时间</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>处理期限</translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n 件已超时</numerusform>
        </translation>
    </message>
    <message>
        <source>To be seen to</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>处理结果</translation>
    </message>
    <message>
        <source>Which ones</source>
        <translation>显示哪些</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>收银员</translation>
    </message>
    <message>
        <source>&amp;Staff</source>
        <translation>员工(&amp;S)</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>新增…</translation>
    </message>
    <message>
        <source>Set till PIN…</source>
        <translation>设置收银密码…</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>调站…</translation>
    </message>
    <message>
        <source>Mark as left…</source>
        <translation>标记离职…</translation>
    </message>
    <message>
        <source>Added. Now set a PIN for the till.</source>
        <translation>已新增。请接着设置收银密码。</translation>
    </message>
    <message>
        <source>The PIN is set; the tills of the station know it.</source>
        <translation>密码已设置，本站收银机已知道。</translation>
    </message>
    <message>
        <source>Moved.</source>
        <translation>已调站。</translation>
    </message>
    <message>
        <source>There is no signing in for this name any more.</source>
        <translation>此人不能再登录。</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>员工</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Till PIN</source>
        <translation>收银密码</translation>
    </message>
    <message>
        <source>Works here</source>
        <translation>在职</translation>
    </message>
    <message>
        <source>Has left</source>
        <translation>已离职</translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>At least 8 characters.</source>
        <translation>至少 8 个字符。</translation>
    </message>
    <message>
        <source>New member of staff</source>
        <translation>新员工</translation>
    </message>
    <message>
        <source>none: works at the till only</source>
        <translation>不填：只在收银机工作</translation>
    </message>
    <message>
        <source>The PIN for the till is set in the next step.</source>
        <translation>收银密码在下一步设置。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>PIN for the till</source>
        <translation>收银密码</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>再输一次</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>Set PIN</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>Mark as left</source>
        <translation>标记离职</translation>
    </message>
    <message>
        <source>Move to another station</source>
        <translation>调到其他油站</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>调站</translation>
    </message>
    <message>
        <source>Reinstate…</source>
        <translation>复职…</translation>
    </message>
    <message>
        <source>Reinstated.</source>
        <translation>已复职。</translation>
    </message>
    <message>
        <source>Reinstate</source>
        <translation>复职</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>4 to 8 digits, not all the same, not a run.</source>
        <translation>4 到 8 位数字，不能全部相同，不能依次递增或递减。</translation>
    </message>
    <message>
        <source>It opens the station&apos;s tills, also without the network.</source>
        <translation>用来打开本站收银机，断网时也可用。</translation>
    </message>
    <message>
        <source>Password and PIN are what they were before.</source>
        <translation>登录密码和收银密码与以前一样。</translation>
    </message>
    <message>
        <source>No more signing in, at the office or at a till.</source>
        <translation>此后在办公室和收银机都不能登录。</translation>
    </message>
    <message>
        <source>The tills there know the PIN at once, those here forget it.</source>
        <translation>新油站的收银机立即知道该密码，原油站的立即忘记。</translation>
    </message>
    <message>
        <source>Coupon used twice</source>
        <translation>优惠券重复使用</translation>
    </message>
    <message>
        <source>Unfit coupon</source>
        <translation>优惠券不符</translation>
    </message>
    <message>
        <source>Two stations took one coupon while the centre was away. What the second took off waits here.</source>
        <translation>中心断网期间两站都收了同一张券，第二笔的优惠金额暂挂在此。</translation>
    </message>
    <message>
        <source>A sale took off more than its coupon was worth, or the coupon was void; the money waits here.</source>
        <translation>某笔交易的优惠超过券的面值，或该券已作废，金额暂挂在此。</translation>
    </message>
    <message>
        <source>Read a tank&apos;s level</source>
        <translation>读取油罐液位</translation>
    </message>
    <message>
        <source>Received a delivery</source>
        <translation>收到卸油</translation>
    </message>
    <message>
        <source>Raised a tank alarm</source>
        <translation>油罐报警</translation>
    </message>
    <message>
        <source>Tank</source>
        <translation>油罐</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Opening, L</source>
        <translation>期初（升）</translation>
    </message>
    <message>
        <source>Received, L</source>
        <translation>卸油（升）</translation>
    </message>
    <message>
        <source>Sold, L</source>
        <translation>销售（升）</translation>
    </message>
    <message>
        <source>Gauge, L</source>
        <translation>液位仪（升）</translation>
    </message>
    <message>
        <source>Variance, L</source>
        <translation>损溢（升）</translation>
    </message>
    <message>
        <source>Allowed, L</source>
        <translation>允许（升）</translation>
    </message>
    <message>
        <source>In the tank, L</source>
        <translation>罐内（升）</translation>
    </message>
    <message>
        <source>Lost, L</source>
        <translation>损失（升）</translation>
    </message>
    <message>
        <source>The tank has been filled.</source>
        <translation>油罐已补油。</translation>
    </message>
    <message>
        <source>Books and tank differ</source>
        <translation>账罐不符</translation>
    </message>
    <message>
        <source>Possible loss from a tank</source>
        <translation>油罐可能漏失</translation>
    </message>
    <message>
        <source>Water in a tank</source>
        <translation>油罐积水</translation>
    </message>
    <message>
        <source>Tank nearly empty</source>
        <translation>油罐将空</translation>
    </message>
    <message>
        <source>What was there, came and was sold that day does not add up to what the gauge says.</source>
        <translation>当日期初、卸油与销售合计与液位仪读数不符。</translation>
    </message>
    <message>
        <source>The level of a tank fell although no hose was open, or its gauge found a leak.</source>
        <translation>没有加油时液位下降，或液位仪发现泄漏。</translation>
    </message>
    <message>
        <source>There is much water at the bottom of a tank.</source>
        <translation>罐底积水较多。</translation>
    </message>
    <message>
        <source>A tank is nearly empty. The case closes by itself when it has been filled.</source>
        <translation>油罐将空。补油后此事项自动关闭。</translation>
    </message>
    <message>
        <source>Tanks</source>
        <translation>油罐</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>Station&apos;s name</source>
        <translation>站名</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>充满度</translation>
    </message>
    <message>
        <source>Room, L</source>
        <translation>空容（升）</translation>
    </message>
    <message>
        <source>Water, mm</source>
        <translation>水高（毫米）</translation>
    </message>
    <message>
        <source>Temperature, °C</source>
        <translation>温度（°C）</translation>
    </message>
    <message>
        <source>Beyond the limit</source>
        <translation>超出限值</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Before, L</source>
        <translation>卸前（升）</translation>
    </message>
    <message>
        <source>Afterwards, L</source>
        <translation>卸后（升）</translation>
    </message>
    <message>
        <source>Sold meanwhile, L</source>
        <translation>期间销售（升）</translation>
    </message>
    <message>
        <source>At 15 °C, L</source>
        <translation>15 °C 体积（升）</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日账</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>卸油</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>报警</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>液位</translation>
    </message>
    <message>
        <source>Station %1, tank %2, %3</source>
        <extracomment>Station, number of the tank, product</extracomment>
        <translation>%1 站，%2 号罐，%3</translation>
    </message>
    <message>
        <source>%1 L of %2 L, read %3</source>
        <translation>%1 升 / %2 升，读取于 %3</translation>
    </message>
    <message>
        <source>Points not reserved</source>
        <translation>积分未预留</translation>
    </message>
    <message>
        <source>A sale took off more with points than was reserved or there for it; the money waits here.</source>
        <translation>某笔交易用积分抵扣的金额超过了预留或现有的积分，金额暂挂在此。</translation>
    </message>
    <message>
        <source>Sa&amp;les</source>
        <translation>交易(&amp;L)</translation>
    </message>
    <message>
        <source>Refund…</source>
        <translation>退款…</translation>
    </message>
    <message>
        <source>Nothing is chosen yet.</source>
        <translation>尚未选择退款内容。</translation>
    </message>
    <message>
        <source>More than is left.</source>
        <translation>超过了剩余数量。</translation>
    </message>
    <message>
        <source>The customer gets %1.</source>
        <translation>顾客退得%1。</translation>
    </message>
    <message>
        <source>The customer gets %1. The discount of %2 is not paid out.</source>
        <translation>顾客退得%1。优惠的%2不退现金。</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>A quantity is expected.</source>
        <translation>请输入数量。</translation>
    </message>
    <message>
        <source>%1, of %2</source>
        <translation>%1，共%2</translation>
    </message>
    <message>
        <source>Goes back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Charged by mistake</source>
        <translation>收错款</translation>
    </message>
    <message>
        <source>Goods or equipment at fault</source>
        <translation>商品或设备有问题</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>顾客退货</translation>
    </message>
    <message>
        <source>Goodwill</source>
        <translation>善意退款</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>It goes back the way it was paid: to the card, or in cash out of the station&apos;s till. Points and coupons follow by themselves. Larger amounts wait until a second person asks for the same.</source>
        <translation>按原支付方式退回：退到卡上，或由该站收银台退现金。积分和优惠券随之自动处理。较大金额须由第二人提出同样的退款后才生效。</translation>
    </message>
    <message>
        <source>%1 waits: asked for by %2, a second person must ask for the same.</source>
        <translation>%1待复核：已由%2提出，须第二人提出同样的退款。</translation>
    </message>
    <message>
        <source>Give the customer %1 in cash.</source>
        <translation>请退给顾客现金%1。</translation>
    </message>
    <message>
        <source>%1 is on the card again.</source>
        <translation>%1已退回卡上。</translation>
    </message>
    <message>
        <source>%1 uses</source>
        <translation>%1 次</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Cost so far</source>
        <translation>已用成本</translation>
    </message>
    <message>
        <source>Bound</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>已发放</translation>
    </message>
    <message>
        <source>Redeemed</source>
        <translation>已核销</translation>
    </message>
    <message>
        <source>The end must come after the beginning.</source>
        <translation>结束时间必须晚于开始时间。</translation>
    </message>
    <message>
        <source>Both a beginning and an end are needed.</source>
        <translation>开始和结束时间都要填写。</translation>
    </message>
    <message>
        <source>Choose what the price is for.</source>
        <translation>请选择这个价格适用的商品。</translation>
    </message>
    <message>
        <source>Either per cent or an amount.</source>
        <translation>百分比和金额二选一。</translation>
    </message>
    <message>
        <source>At least two stamps are expected.</source>
        <translation>至少需要两个印章。</translation>
    </message>
    <message>
        <source>Campaign %1</source>
        <translation>活动 %1</translation>
    </message>
    <message>
        <source>New campaign</source>
        <translation>新建活动</translation>
    </message>
    <message>
        <source>Save as draft</source>
        <translation>存为草稿</translation>
    </message>
    <message>
        <source>What it takes off, where and when it applies:</source>
        <translation>在适用的时间和地点，优惠如下：</translation>
    </message>
    <message>
        <source>Still to be filled in or corrected: %1</source>
        <translation>请填写或更正：%1</translation>
    </message>
    <message>
        <source>A number like %1 is expected.</source>
        <translation>请输入类似 %1 的数字。</translation>
    </message>
    <message>
        <source>More than zero is expected.</source>
        <translation>必须大于零。</translation>
    </message>
    <message>
        <source>At most 100 is expected.</source>
        <translation>不能超过 100。</translation>
    </message>
    <message>
        <source>A time like 08:30 is expected.</source>
        <translation>请输入类似 08:30 的时间。</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>A colleague looks at it and approves it. Until then nothing happens at the stations.</source>
        <translation>由另一位同事审核批准，在此之前油站不会有任何变化。</translation>
    </message>
    <message>
        <source>Back to draft</source>
        <translation>退回草稿</translation>
    </message>
    <message>
        <source>It can be changed again and submitted anew.</source>
        <translation>可以再次修改并重新提交。</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>It applies from its beginning on. Its terms cannot be changed any more, only name, bounds and end.</source>
        <translation>从开始时间起生效。之后条款不能再修改，只能改名称、上限和结束时间。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>It applies again from now on.</source>
        <translation>从现在起恢复生效。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Nothing is given out or redeemed until it goes on. Coupons stay with their owners.</source>
        <translation>恢复之前不再发放和核销，顾客手中的券保留。</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Nothing more is given out; coupons that customers have can be used to their own end. This cannot be undone.</source>
        <translation>不再发放；顾客手中的券可用到各自的有效期。此操作不可撤销。</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>All its coupons become worthless at once, also those that customers have. This cannot be undone.</source>
        <translation>所有券立即失效，包括顾客手中的券。此操作不可撤销。</translation>
    </message>
    <message>
        <source>Name of the campaign</source>
        <translation>活动名称</translation>
    </message>
    <message>
        <source>as customers read it on the receipt</source>
        <translation>顾客在小票上看到的名称</translation>
    </message>
    <message>
        <source>Per cent</source>
        <translation>百分比</translation>
    </message>
    <message>
        <source>or an amount</source>
        <translation>或填金额</translation>
    </message>
    <message>
        <source>Amount off</source>
        <translation>立减</translation>
    </message>
    <message>
        <source>or per cent</source>
        <translation>或填百分比</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>What is not used stays on the coupon</source>
        <translation>用剩的金额留在券上</translation>
    </message>
    <message>
        <source>Less per litre</source>
        <translation>每升立减</translation>
    </message>
    <message>
        <source>Price of a litre or piece</source>
        <translation>每升或每件价格</translation>
    </message>
    <message>
        <source>For at most, L</source>
        <translation>最多适用（升）</translation>
    </message>
    <message>
        <source>What is given</source>
        <translation>赠送</translation>
    </message>
    <message>
        <source>Pieces to buy</source>
        <translation>购买件数</translation>
    </message>
    <message>
        <source>Stamps for a coupon</source>
        <translation>换券所需印章数</translation>
    </message>
    <message>
        <source>Pieces for nothing</source>
        <translation>免费件数</translation>
    </message>
    <message>
        <source>Only for</source>
        <translation>仅限商品</translation>
    </message>
    <message>
        <source>Nothing chosen: everything</source>
        <translation>不选表示全部商品</translation>
    </message>
    <message>
        <source>and these goods</source>
        <translation>以及这些商品</translation>
    </message>
    <message>
        <source>article numbers, with commas between them</source>
        <translation>商品编号，用逗号分隔</translation>
    </message>
    <message>
        <source>and goods of these groups</source>
        <translation>以及这些类别的商品</translation>
    </message>
    <message>
        <source>but never for</source>
        <translation>不适用于</translation>
    </message>
    <message>
        <source>From an amount of</source>
        <translation>满金额</translation>
    </message>
    <message>
        <source>From litres of</source>
        <translation>满升数</translation>
    </message>
    <message>
        <source>What it applies to</source>
        <translation>适用范围</translation>
    </message>
    <message>
        <source>Only on</source>
        <translation>仅限</translation>
    </message>
    <message>
        <source>Only from</source>
        <translation>仅限时段，从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Only at</source>
        <translation>仅限油站</translation>
    </message>
    <message>
        <source>Nothing chosen: every station</source>
        <translation>不选表示全部油站</translation>
    </message>
    <message>
        <source>Only in regions</source>
        <translation>仅限地区</translation>
    </message>
    <message>
        <source>Only by</source>
        <translation>仅限渠道</translation>
    </message>
    <message>
        <source>Only paid by</source>
        <translation>仅限支付方式</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Only customers of</source>
        <translation>仅限客户类别</translation>
    </message>
    <message>
        <source>segments, with commas between them</source>
        <translation>客户类别，用逗号分隔</translation>
    </message>
    <message>
        <source>Only members of level</source>
        <translation>仅限会员等级</translation>
    </message>
    <message>
        <source>Only the first purchase of a customer</source>
        <translation>仅限顾客首次消费</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Uses</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>In all, at most</source>
        <translation>总计上限</translation>
    </message>
    <message>
        <source>A day, at most</source>
        <translation>每日上限</translation>
    </message>
    <message>
        <source>A station, at most</source>
        <translation>每站上限</translation>
    </message>
    <message>
        <source>A customer, at most</source>
        <translation>每位顾客上限</translation>
    </message>
    <message>
        <source>Uses in all</source>
        <translation>总使用次数</translation>
    </message>
    <message>
        <source>Uses a day</source>
        <translation>每日使用次数</translation>
    </message>
    <message>
        <source>Coupons claimed</source>
        <translation>领取张数</translation>
    </message>
    <message>
        <source>Who bears it</source>
        <translation>费用承担</translation>
    </message>
    <message>
        <source>Station&apos;s share of the cost, %</source>
        <translation>油站承担比例（%）</translation>
    </message>
    <message>
        <source>How customers get it</source>
        <translation>发放方式</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>发放</translation>
    </message>
    <message>
        <source>with a coupon</source>
        <translation>凭优惠券</translation>
    </message>
    <message>
        <source>by itself, without a coupon</source>
        <translation>自动优惠，无需优惠券</translation>
    </message>
    <message>
        <source>Public code</source>
        <translation>公开领取码</translation>
    </message>
    <message>
        <source>whoever says it at a kiosk or till gets a coupon</source>
        <translation>在自助终端或收银台说出即可领券</translation>
    </message>
    <message>
        <source>Coupons given out, at most</source>
        <translation>发放张数上限</translation>
    </message>
    <message>
        <source>Days to use one</source>
        <translation>领取后有效天数</translation>
    </message>
    <message>
        <source>until the campaign&apos;s end</source>
        <translation>到活动结束</translation>
    </message>
    <message>
        <source>Stations may take it while the centre is away</source>
        <translation>中心断线时油站也可受理</translation>
    </message>
    <message>
        <source>Beside other coupons</source>
        <translation>与其他优惠</translation>
    </message>
    <message>
        <source>With no other</source>
        <translation>不与其他优惠同享</translation>
    </message>
    <message>
        <source>One of a sort</source>
        <translation>同类限用一张</translation>
    </message>
    <message>
        <source>of campaigns with the same word here, one a sale</source>
        <translation>此处文字相同的活动，每笔限用一张</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>计算顺序</translation>
    </message>
    <message>
        <source>among its like</source>
        <translation>同类之中</translation>
    </message>
    <message>
        <source>before its like</source>
        <translation>先于同类</translation>
    </message>
    <message>
        <source>after its like</source>
        <translation>后于同类</translation>
    </message>
    <message>
        <source>What it gives</source>
        <translation>优惠内容</translation>
    </message>
    <message>
        <source>When and where</source>
        <translation>时间与地点</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>额度</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>Fuel, L</source>
        <translation>油品（升）</translation>
    </message>
    <message>
        <source>Car wash</source>
        <translation>洗车</translation>
    </message>
    <message>
        <source>Drink</source>
        <translation>饮料</translation>
    </message>
    <message>
        <source>%1, L</source>
        <translation>%1（升）</translation>
    </message>
    <message>
        <source>The customer gets %1 bonus.</source>
        <translation>顾客获赠 %1。</translation>
    </message>
    <message>
        <source>%1 off: the customer pays %2 instead of %3.</source>
        <translation>优惠 %1：顾客实付 %2，原价 %3。</translation>
    </message>
    <message>
        <source>Per cent off</source>
        <translation>折扣</translation>
    </message>
    <message>
        <source>Special price</source>
        <translation>特价</translation>
    </message>
    <message>
        <source>Gift with a purchase</source>
        <translation>买赠</translation>
    </message>
    <message>
        <source>Buy some, get some free</source>
        <translation>买几送几</translation>
    </message>
    <message>
        <source>Bonus on a top-up</source>
        <translation>充值赠送</translation>
    </message>
    <message>
        <source>Voucher for goods</source>
        <translation>礼品券</translation>
    </message>
    <message>
        <source>Stamps</source>
        <translation>集章</translation>
    </message>
    <message>
        <source>Free service</source>
        <translation>免费服务</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Waits for approval</source>
        <translation>待批准</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>Printed, not used</source>
        <translation>已印制，未使用</translation>
    </message>
    <message>
        <source>Can be used</source>
        <translation>可使用</translation>
    </message>
    <message>
        <source>Reserved for a sale</source>
        <translation>交易占用中</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Kiosk</source>
        <translation>自助终端</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>收银台</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Fuel card</source>
        <translation>油卡</translation>
    </message>
    <message>
        <source>Phone wallet</source>
        <translation>手机钱包</translation>
    </message>
    <message>
        <source>Bank card</source>
        <translation>银行卡</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>车队</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>the whole purchase</source>
        <translation>整单</translation>
    </message>
    <message>
        <source>fuel</source>
        <translation>油品</translation>
    </message>
    <message>
        <source>goods of group %1</source>
        <translation>%1 类商品</translation>
    </message>
    <message>
        <source>%1 off %2</source>
        <translation>%2优惠%1</translation>
    </message>
    <message>
        <source>%1 off %2 from %3</source>
        <translation>%2满%3减%1</translation>
    </message>
    <message>
        <source>%1 at %2 a litre</source>
        <translation>%1每升只要%2</translation>
    </message>
    <message>
        <source>%1 at %2 each</source>
        <translation>%1每件只要%2</translation>
    </message>
    <message>
        <source>%1 off each litre of %2</source>
        <translation>%2每升减%1</translation>
    </message>
    <message>
        <source>%1 × %2 free with %3</source>
        <translation>买%3送 %2 × %1</translation>
    </message>
    <message>
        <source>for each %1 of %2 bought, %3 more free</source>
        <translation>%2每买 %1 件送 %3 件</translation>
    </message>
    <message>
        <source>%1 bonus on a top-up</source>
        <translation>充值赠送%1</translation>
    </message>
    <message>
        <source>%1 × %2 for the coupon</source>
        <translation>凭券兑换 %2 × %1</translation>
    </message>
    <message>
        <source>a stamp for %1; %2 stamps give a coupon of campaign %3</source>
        <translation>%1每次一枚印章，集满 %2 枚获赠活动 %3 的券</translation>
    </message>
    <message>
        <source>%1 once free</source>
        <translation>%1免费一次</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>最多%1</translation>
    </message>
    <message>
        <source>for at most %1 L</source>
        <translation>最多 %1 升</translation>
    </message>
    <message>
        <source>what is not used stays on the coupon</source>
        <translation>用剩的金额留在券上</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>满%1</translation>
    </message>
    <message>
        <source>from %1 L</source>
        <translation>满 %1 升</translation>
    </message>
    <message>
        <source>not for %1</source>
        <translation>%1除外</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>仅限%1</translation>
    </message>
    <message>
        <source>every %1</source>
        <extracomment>Names of weekdays</extracomment>
        <translation>每%1</translation>
    </message>
    <message>
        <source>between %1 and %2</source>
        <extracomment>Times of day</extracomment>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>限%1</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>限%1地区</translation>
    </message>
    <message>
        <source>only here: %1</source>
        <extracomment>Kiosk, counter, phone</extracomment>
        <translation>仅限：%1</translation>
    </message>
    <message>
        <source>paid by: %1</source>
        <extracomment>Ways of paying</extracomment>
        <translation>支付方式：%1</translation>
    </message>
    <message>
        <source>on a customer&apos;s first purchase</source>
        <translation>仅限顾客首次消费</translation>
    </message>
    <message>
        <source>for customers of: %1</source>
        <translation>客户类别：%1</translation>
    </message>
    <message>
        <source>for members of level: %1</source>
        <translation>会员等级：%1</translation>
    </message>
    <message>
        <source>at most %1 a customer a day</source>
        <translation>每位顾客每天最多 %1 次</translation>
    </message>
    <message>
        <source>at most %1 a customer in all</source>
        <translation>每位顾客总共最多 %1 次</translation>
    </message>
    <message>
        <source>without a coupon</source>
        <translation>无需优惠券</translation>
    </message>
    <message>
        <source>claimed with %1</source>
        <translation>凭 %1 领取</translation>
    </message>
    <message numerus="yes">
        <source>to be used within %n day(s)</source>
        <translation>
            <numerusform>领取后 %n 天内有效</numerusform>
        </translation>
    </message>
    <message>
        <source>with no other coupon</source>
        <translation>不与其他优惠同享</translation>
    </message>
    <message>
        <source>Ca&amp;mpaigns</source>
        <translation>活动(&amp;M)</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>新建…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Submit…</source>
        <translation>提交…</translation>
    </message>
    <message>
        <source>Approve…</source>
        <translation>批准…</translation>
    </message>
    <message>
        <source>Pause…</source>
        <translation>暂停…</translation>
    </message>
    <message>
        <source>Go on…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>End…</source>
        <translation>结束…</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>作废…</translation>
    </message>
    <message>
        <source>Somebody else has to approve it.</source>
        <translation>必须由另一位同事批准。</translation>
    </message>
    <message>
        <source>The campaign is saved.</source>
        <translation>活动已保存。</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1（副本）</translation>
    </message>
    <message>
        <source>Submitted; a colleague approves it.</source>
        <translation>已提交，等待同事批准。</translation>
    </message>
    <message>
        <source>The campaign&apos;s state is changed.</source>
        <translation>活动状态已更改。</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Printed codes</source>
        <translation>印制的券码</translation>
    </message>
    <message>
        <source>Given one by one</source>
        <translation>逐张发放</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>张数</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>制作时间</translation>
    </message>
    <message>
        <source>Coupons of %1</source>
        <translation>%1 的优惠券</translation>
    </message>
    <message>
        <source>Print codes…</source>
        <translation>印制券码…</translation>
    </message>
    <message>
        <source>Save codes…</source>
        <translation>保存券码…</translation>
    </message>
    <message>
        <source>Void the batch…</source>
        <translation>整批作废…</translation>
    </message>
    <message>
        <source>Give to a customer…</source>
        <translation>赠送给顾客…</translation>
    </message>
    <message>
        <source>This campaign needs no coupons.</source>
        <translation>这个活动不需要优惠券。</translation>
    </message>
    <message>
        <source>The codes are made. Save them to a file for the printer.</source>
        <translation>券码已生成，请保存为文件交付印刷。</translation>
    </message>
    <message>
        <source>The batch is void.</source>
        <translation>该批次已作废。</translation>
    </message>
    <message>
        <source>The customer has the coupon.</source>
        <translation>顾客已收到优惠券。</translation>
    </message>
    <message>
        <source>Save codes</source>
        <translation>保存券码</translation>
    </message>
    <message numerus="yes">
        <source>%n code(s) written.</source>
        <translation>
            <numerusform>已写出 %n 个券码。</numerusform>
        </translation>
    </message>
    <message>
        <source>Writing codes: %1 of %2</source>
        <translation>正在写出券码：%1 / %2</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Given to a customer</source>
        <translation>赠送给顾客</translation>
    </message>
    <message>
        <source>Extended</source>
        <translation>延期</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Find a coupon</source>
        <translation>查找优惠券</translation>
    </message>
    <message>
        <source>Coupon code</source>
        <translation>券码</translation>
    </message>
    <message>
        <source>Type, paste or scan the code</source>
        <translation>输入、粘贴或扫描券码</translation>
    </message>
    <message>
        <source>Where, or who and why</source>
        <translation>地点，或操作人及原因</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Extend…</source>
        <translation>延期…</translation>
    </message>
    <message>
        <source>Void…</source>
        <translation>作废…</translation>
    </message>
    <message>
        <source>customer %1</source>
        <translation>客户 %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>有效期至 %1</translation>
    </message>
    <message>
        <source>%1 left on it</source>
        <translation>余额 %1</translation>
    </message>
    <message>
        <source>Coupon</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>Print codes</source>
        <translation>印制券码</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>张数</translation>
    </message>
    <message>
        <source>A number from 1 to %1 is expected.</source>
        <translation>请输入 1 到 %1 之间的数字。</translation>
    </message>
    <message>
        <source>Whoever has one of the codes may use it once.</source>
        <translation>持有券码的人可使用一次。</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>印制</translation>
    </message>
    <message>
        <source>Void the batch</source>
        <translation>整批作废</translation>
    </message>
    <message>
        <source>All its codes become worthless. This cannot be undone.</source>
        <translation>该批次所有券码失效。此操作不可撤销。</translation>
    </message>
    <message>
        <source>Give a coupon</source>
        <translation>赠送优惠券</translation>
    </message>
    <message>
        <source>Give</source>
        <translation>赠送</translation>
    </message>
    <message>
        <source>Let it last longer</source>
        <translation>延长有效期</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>延期</translation>
    </message>
    <message>
        <source>Void the coupon</source>
        <translation>作废优惠券</translation>
    </message>
    <message>
        <source>It becomes worthless. This cannot be undone.</source>
        <translation>该券失效。此操作不可撤销。</translation>
    </message>
    <message>
        <source>Coupons…</source>
        <translation>优惠券…</translation>
    </message>
    <message>
        <source>No campaign in this month.</source>
        <translation>本月没有活动。</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>上个月</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>下个月</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>Month and year</extracomment>
        <translation>%2 年 %1</translation>
    </message>
    <message>
        <source>At most 90 is expected.</source>
        <translation>不能超过 90。</translation>
    </message>
    <message>
        <source>To know what it brings</source>
        <translation>效果对照</translation>
    </message>
    <message>
        <source>Customers held out, %</source>
        <translation>对照组顾客比例（%）</translation>
    </message>
    <message>
        <source>They are drawn by lot and do not get it; what they spend is compared with what the others spend.</source>
        <translation>随机抽取，不享受活动；其消费与其他顾客对照。</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>占用中</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>优惠金额</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>交易数</translation>
    </message>
    <message>
        <source>Sold, before discount</source>
        <translation>优惠前销售额</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Customers who could have it: %1; on average they paid %2 while it ran. Held out: %3; they paid %4.</source>
        <translation>活动期间，可享受活动的 %1 位顾客人均实付 %2，对照组 %3 位顾客人均实付 %4。</translation>
    </message>
    <message>
        <source>There are too few in one of the groups to compare them.</source>
        <translation>其中一组人数太少，无法比较。</translation>
    </message>
    <message>
        <source>Difference: %1 a customer; with 95% certainty it lies between %2 and %3.</source>
        <translation>人均相差 %1；95% 置信区间为 %2 至 %3。</translation>
    </message>
    <message>
        <source>Customers pay more because of it.</source>
        <translation>活动使顾客消费增加。</translation>
    </message>
    <message>
        <source>Customers pay less because of it.</source>
        <translation>活动使顾客消费减少。</translation>
    </message>
    <message>
        <source>It may be chance: nothing is shown either way.</source>
        <translation>差异可能出于偶然，尚不能说明有无效果。</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>What it did</source>
        <translation>活动效果</translation>
    </message>
    <message>
        <source>What the chart shows</source>
        <translation>图表内容</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>按日</translation>
    </message>
    <message>
        <source>By station</source>
        <translation>按油站</translation>
    </message>
    <message>
        <source>By channel</source>
        <translation>按渠道</translation>
    </message>
    <message>
        <source>Claimed</source>
        <translation>已领取</translation>
    </message>
    <message>
        <source>Expired or void</source>
        <translation>过期或作废</translation>
    </message>
    <message>
        <source>%1 L</source>
        <translation>%1 升</translation>
    </message>
    <message>
        <source>%1: how much each day?</source>
        <translation>%1：每天多少？</translation>
    </message>
    <message>
        <source>%1: how much each week?</source>
        <translation>%1：每周多少？</translation>
    </message>
    <message>
        <source>Average sale with it %1 (%2 sales), without it %3 (%4 sales), at the same stations on the same days.</source>
        <translation>同站同日相比：使用活动的平均每笔 %1（%2 笔），未使用的 %3（%4 笔）。</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Copy…</source>
        <translation>复制…</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>活动效果</translation>
    </message>
    <message>
        <source>Find coupon…</source>
        <translation>查找优惠券…</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>%1, others at stations</source>
        <translation>%1，部分油站另有价</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>入库</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>盘点</translation>
    </message>
    <message>
        <source>Sent to a station</source>
        <translation>调出</translation>
    </message>
    <message>
        <source>Came from a station</source>
        <translation>调入</translation>
    </message>
    <message>
        <source>Thrown away</source>
        <translation>报损</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>销售</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>税率</translation>
    </message>
    <message>
        <source>Barcodes</source>
        <translation>条码</translation>
    </message>
    <message>
        <source>Sold by</source>
        <translation>计量方式</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>按重量</translation>
    </message>
    <message>
        <source>piece</source>
        <translation>按件</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>有</translation>
    </message>
    <message>
        <source>On sale</source>
        <translation>在售</translation>
    </message>
    <message>
        <source>Not on sale</source>
        <translation>停售</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>below zero, to be counted: %1</source>
        <translation>库存为负、需要盘点：%1 项</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发出</translation>
    </message>
    <message>
        <source>Article&apos;s code</source>
        <translation>商品编号</translation>
    </message>
    <message>
        <source>From station</source>
        <translation>发出油站</translation>
    </message>
    <message>
        <source>To station</source>
        <translation>收货油站</translation>
    </message>
    <message>
        <source>Receive…</source>
        <translation>收货…</translation>
    </message>
    <message>
        <source>Under way between stations</source>
        <translation>油站之间在途</translation>
    </message>
    <message>
        <source>The check digit of %1 does not fit.</source>
        <translation>%1 的校验位不对。</translation>
    </message>
    <message>
        <source>A percentage like 13 is expected.</source>
        <translation>请输入百分比，例如 13。</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>盘点</translation>
    </message>
    <message>
        <source>Counted quantity</source>
        <translation>实盘数量</translation>
    </message>
    <message>
        <source>Enter count</source>
        <translation>录入盘点</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>报损</translation>
    </message>
    <message>
        <source>Send to a station</source>
        <translation>调往其他油站</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发出</translation>
    </message>
    <message>
        <source>Receive goods</source>
        <translation>商品入库</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>收货</translation>
    </message>
    <message>
        <source>A quantity like 24 is expected.</source>
        <translation>请输入数量，例如 24。</translation>
    </message>
    <message>
        <source>New article</source>
        <translation>新建商品</translation>
    </message>
    <message>
        <source>Article %1</source>
        <translation>商品 %1</translation>
    </message>
    <message>
        <source>Chinese name</source>
        <translation>中文名称</translation>
    </message>
    <message>
        <source>English name</source>
        <translation>英文名称</translation>
    </message>
    <message>
        <source>Tax, %</source>
        <translation>税率，%</translation>
    </message>
    <message>
        <source>kept in stock</source>
        <translation>管理库存</translation>
    </message>
    <message>
        <source>a service, never out of stock</source>
        <translation>服务，不管库存</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>库存管理</translation>
    </message>
    <message>
        <source>What is sold by weight has the first seven digits of the scale&apos;s labels as its barcode, 2 to begin with.</source>
        <translation>按重量销售的商品，条码填电子秤标签的前七位，以 2 开头。</translation>
    </message>
    <message>
        <source>Price of an article</source>
        <translation>商品价格</translation>
    </message>
    <message>
        <source>Price of one</source>
        <translation>单价</translation>
    </message>
    <message>
        <source>In force at once; the tills hear of it with the next word from the centre.</source>
        <translation>立即生效；收银台在下一次与中心通信时获知。</translation>
    </message>
    <message>
        <source>Group of articles</source>
        <translation>商品分类</translation>
    </message>
    <message>
        <source>Coupons and points name goods by group, for example “drinks”.</source>
        <translation>优惠券和积分按分类指定商品，例如“drinks”。</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Goods from another station</source>
        <translation>接收调拨商品</translation>
    </message>
    <message>
        <source>What has come</source>
        <translation>实收数量</translation>
    </message>
    <message>
        <source>What is missing is in nobody&apos;s stock.</source>
        <translation>缺少的部分不计入任何油站的库存。</translation>
    </message>
    <message>
        <source>S&amp;hop</source>
        <translation>便利店(&amp;H)</translation>
    </message>
    <message>
        <source>New article…</source>
        <translation>新建商品…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Price…</source>
        <translation>定价…</translation>
    </message>
    <message>
        <source>Picture…</source>
        <translation>图片…</translation>
    </message>
    <message>
        <source>New group…</source>
        <translation>新建分类…</translation>
    </message>
    <message>
        <source>Count…</source>
        <translation>盘点…</translation>
    </message>
    <message>
        <source>Throw away…</source>
        <translation>报损…</translation>
    </message>
    <message>
        <source>Send…</source>
        <translation>调出…</translation>
    </message>
    <message>
        <source>Under way…</source>
        <translation>在途…</translation>
    </message>
    <message>
        <source>Movements</source>
        <translation>库存流水</translation>
    </message>
    <message>
        <source>Added. It is sold once it has a price.</source>
        <translation>已添加，定价后即可销售。</translation>
    </message>
    <message>
        <source>Changed.</source>
        <translation>已修改。</translation>
    </message>
    <message>
        <source>The price is in force.</source>
        <translation>价格已生效。</translation>
    </message>
    <message>
        <source>The group is there.</source>
        <translation>分类已保存。</translation>
    </message>
    <message>
        <source>Picture of the article</source>
        <translation>商品图片</translation>
    </message>
    <message>
        <source>The picture is kept.</source>
        <translation>图片已保存。</translation>
    </message>
    <message>
        <source>The stock is changed.</source>
        <translation>库存已更新。</translation>
    </message>
    <message>
        <source>Received.</source>
        <translation>已收货。</translation>
    </message>
    <message>
        <source>Shop: articles</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Shop: stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>For points</source>
        <translation>所需积分</translation>
    </message>
    <message>
        <source>members may have one at the kiosk</source>
        <translation>会员可在自助机兑换</translation>
    </message>
    <message>
        <source>or for %1 points</source>
        <translation>或用 %1 积分兑换</translation>
    </message>
    <message>
        <source>Sealed codes (*.codes)</source>
        <translation>加密券码 (*.codes)</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Passphrase for the codes</source>
        <translation>券码文件的口令</translation>
    </message>
    <message>
        <source>The file is sealed with it; whoever prints the codes opens it with youka-server coupons open. Tell it them another way. Nobody can open the file without it.</source>
        <translation>文件用此口令加密；印制方用 youka-server coupons open 打开。请用其他途径告知口令。没有口令，任何人都无法打开文件。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再次输入</translation>
    </message>
    <message>
        <source>At least %1 characters are expected.</source>
        <translation>至少需要%1个字符。</translation>
    </message>
    <message>
        <source>What it earned for its cost is not known: nobody is held out of this campaign to compare with.</source>
        <translation>无法得知投入产出：本活动没有对照组可供比较。</translation>
    </message>
    <message>
        <source>What it earned for its cost is not known: there are too few customers in one of the groups.</source>
        <translation>无法得知投入产出：其中一组客户太少。</translation>
    </message>
    <message>
        <source>It has cost nothing yet.</source>
        <translation>活动还没有产生费用。</translation>
    </message>
    <message>
        <source>Say above what share of a sale is earned to see what each unit of discount brought.</source>
        <translation>请在上方填写毛利率，即可看到每一元优惠带来多少毛利。</translation>
    </message>
    <message>
        <source>It earns more than it costs.</source>
        <translation>带来的毛利高于费用。</translation>
    </message>
    <message>
        <source>It costs more than it earns.</source>
        <translation>费用高于带来的毛利。</translation>
    </message>
    <message>
        <source>Whether it earns its cost is not shown yet.</source>
        <translation>是否收回费用尚不能断定。</translation>
    </message>
    <message>
        <source>Earned by extra sales, of what it cost: %1; with 95% certainty it lies between %2 and %3 (100% is as much as it cost).</source>
        <translation>新增销售的毛利为活动费用的%1；95%置信区间为%2至%3（100%即收支相抵）。</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>By segment</source>
        <translation>按客群</translation>
    </message>
    <message>
        <source>By level</source>
        <translation>按等级</translation>
    </message>
    <message>
        <source>Earned of a sale</source>
        <translation>毛利率</translation>
    </message>
    <message>
        <source>Earned of a sale: </source>
        <translation>毛利率：</translation>
    </message>
    <message>
        <source>No card shown</source>
        <translation>未出示卡</translation>
    </message>
    <message>
        <source>No segment</source>
        <translation>无客群</translation>
    </message>
    <message>
        <source>No level</source>
        <translation>无等级</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>QR code for a poster</source>
        <translation>海报二维码</translation>
    </message>
    <message>
        <source>Whoever scans it claims the coupon on the phone with card number and PIN.</source>
        <translation>顾客扫码后，在手机上凭卡号和密码领取优惠券。</translation>
    </message>
    <message>
        <source>Save as picture…</source>
        <translation>存为图片…</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>The picture could not be saved there.</source>
        <translation>图片无法保存到该位置。</translation>
    </message>
    <message>
        <source>Coupons of many accounts</source>
        <translation>多个账户的优惠券</translation>
    </message>
    <message>
        <source>Coupons used too fast</source>
        <translation>优惠券使用过快</translation>
    </message>
    <message>
        <source>A cashier&apos;s coupons</source>
        <translation>收银员的优惠券</translation>
    </message>
    <message>
        <source>One terminal claimed or redeemed coupons for more accounts than customers can come to it in that time. Ask who stood there.</source>
        <translation>一台终端在短时间内为过多账户领取或核销优惠券，超出正常客流。请查明当时是谁在操作。</translation>
    </message>
    <message>
        <source>One customer&apos;s coupons were redeemed faster than one person can buy, or at two stations almost at once. Somebody may have the card&apos;s copy.</source>
        <translation>一位客户的优惠券核销过快，或几乎同时出现在两个油站。卡可能被他人复制。</translation>
    </message>
    <message>
        <source>One cashier&apos;s cash sales have coupons, or the coupons are of one account, far more often than with the others of the station. Compare the receipts before you ask; it may have a good reason.</source>
        <translation>一名收银员的现金销售使用优惠券、或优惠券集中于同一账户的比例，远高于本站其他人。询问之前请先核对小票，也可能有正当原因。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>Accounts claimed for</source>
        <translation>领取涉及账户数</translation>
    </message>
    <message>
        <source>Accounts redeemed for</source>
        <translation>核销涉及账户数</translation>
    </message>
    <message>
        <source>Sales with coupons</source>
        <translation>用券交易数</translation>
    </message>
    <message>
        <source>At two stations, one right after the other.</source>
        <translation>先后出现在两个油站，间隔极短。</translation>
    </message>
    <message>
        <source>Cash sales with a coupon</source>
        <translation>用券的现金交易</translation>
    </message>
    <message>
        <source>Coupon sales of the same account</source>
        <translation>同一账户的用券交易</translation>
    </message>
    <message>
        <source>The others of the station</source>
        <translation>本站其他人</translation>
    </message>
    <message>
        <source>no rule</source>
        <translation>不按规则</translation>
    </message>
    <message>
        <source>a top-up</source>
        <translation>充值</translation>
    </message>
    <message>
        <source>money spent</source>
        <translation>消费金额</translation>
    </message>
    <message>
        <source>litres taken</source>
        <translation>加油升数</translation>
    </message>
    <message>
        <source>a birthday</source>
        <translation>生日</translation>
    </message>
    <message>
        <source>becoming a customer</source>
        <translation>成为顾客</translation>
    </message>
    <message>
        <source>not having come for long</source>
        <translation>久未光顾</translation>
    </message>
    <message>
        <source>reaching a level</source>
        <translation>达到等级</translation>
    </message>
    <message>
        <source>inviting somebody who then buys</source>
        <translation>邀请的人首次消费</translation>
    </message>
    <message>
        <source>given for each top-up of at least %1</source>
        <translation>每次充值满%1赠送</translation>
    </message>
    <message numerus="yes">
        <source>given for %1 spent within %n day(s)</source>
        <translation>
            <numerusform>%n 天内消费满%1赠送</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>given for %1 L taken within %n day(s)</source>
        <translation>
            <numerusform>%n 天内加油满 %1 升赠送</numerusform>
        </translation>
    </message>
    <message>
        <source>given for a birthday</source>
        <translation>生日当天赠送</translation>
    </message>
    <message numerus="yes">
        <source>given %n day(s) before a birthday</source>
        <translation>
            <numerusform>生日前 %n 天赠送</numerusform>
        </translation>
    </message>
    <message>
        <source>given for becoming a customer</source>
        <translation>成为顾客时赠送</translation>
    </message>
    <message numerus="yes">
        <source>given after %n day(s) without a purchase</source>
        <translation>
            <numerusform>%n 天未消费时赠送</numerusform>
        </translation>
    </message>
    <message>
        <source>given for reaching level %1</source>
        <translation>达到等级 %1 时赠送</translation>
    </message>
    <message>
        <source>given to both when somebody who was invited buys for the first time</source>
        <translation>被邀请人首次消费时双方均获赠</translation>
    </message>
    <message>
        <source>given to the inviter when somebody they invited buys for the first time</source>
        <translation>被邀请人首次消费时赠送邀请人</translation>
    </message>
    <message>
        <source>given to who was invited, for the first purchase</source>
        <translation>被邀请人首次消费时获赠</translation>
    </message>
    <message>
        <source>may be given away</source>
        <translation>可转赠</translation>
    </message>
    <message>
        <source>cannot be given away</source>
        <translation>不可转赠</translation>
    </message>
    <message>
        <source>Choose which campaign&apos;s coupon they give.</source>
        <translation>请选择集满后赠送哪个活动的券。</translation>
    </message>
    <message>
        <source>At most 60 days before a birthday.</source>
        <translation>最多提前 60 天。</translation>
    </message>
    <message>
        <source>At least one of both gets it.</source>
        <translation>至少选择其中一方。</translation>
    </message>
    <message>
        <source>Choose a campaign</source>
        <translation>请选择活动</translation>
    </message>
    <message>
        <source>The coupon they give</source>
        <translation>集满后赠送的券</translation>
    </message>
    <message>
        <source>Given by rule</source>
        <translation>按规则赠送</translation>
    </message>
    <message>
        <source>Given for</source>
        <translation>赠送条件</translation>
    </message>
    <message>
        <source>Within days</source>
        <translation>天数内</translation>
    </message>
    <message>
        <source>Days before it</source>
        <translation>提前天数</translation>
    </message>
    <message>
        <source>on the day itself</source>
        <translation>当天</translation>
    </message>
    <message>
        <source>Days without a purchase</source>
        <translation>未消费天数</translation>
    </message>
    <message>
        <source>Litres, at least</source>
        <translation>至少加油（升）</translation>
    </message>
    <message>
        <source>Which level</source>
        <translation>哪个等级</translation>
    </message>
    <message>
        <source>Who gets one</source>
        <translation>谁获赠</translation>
    </message>
    <message>
        <source>who invited</source>
        <translation>邀请人</translation>
    </message>
    <message>
        <source>who was invited</source>
        <translation>被邀请人</translation>
    </message>
    <message>
        <source>The house gives a coupon by itself</source>
        <translation>系统自动赠送优惠券</translation>
    </message>
    <message>
        <source>There are no coupons of this campaign to be given.</source>
        <translation>此活动没有可赠送的优惠券。</translation>
    </message>
    <message>
        <source>Each cause gives a customer one, once. How many somebody may have, and which customers it is for, is on the other pages.</source>
        <translation>每个事由只赠送一张，且仅一次。每人最多几张、面向哪些顾客，在其他页设置。</translation>
    </message>
    <message>
        <source>Once somebody has it</source>
        <translation>领到之后</translation>
    </message>
    <message>
        <source>Its owner may give it to another customer</source>
        <translation>持有人可转赠给其他顾客</translation>
    </message>
    <message>
        <source>Amount, at least</source>
        <translation>金额至少</translation>
    </message>
    <message>
        <source>Give to a segment…</source>
        <translation>向客群赠券…</translation>
    </message>
    <message>
        <source>A date in the past like 1990-05-31 is expected.</source>
        <translation>请输入过去的日期，例如 1990-05-31。</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>生日</translation>
    </message>
    <message>
        <source>like 1990-05-31; may be left out</source>
        <translation>如 1990-05-31，可不填</translation>
    </message>
    <message>
        <source>Invited by</source>
        <translation>邀请人</translation>
    </message>
    <message>
        <source>customer no., for a new customer</source>
        <translation>客户号，仅限新客户</translation>
    </message>
    <message>
        <source>Refunds</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>To the card</source>
        <translation>退回卡内</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>Second person</source>
        <translation>复核人</translation>
    </message>
    <message>
        <source>Discount, not paid out</source>
        <translation>优惠（不退付）</translation>
    </message>
    <message>
        <source>Paid a debt</source>
        <translation>抵还欠款</translation>
    </message>
    <message>
        <source>Coupons usable again</source>
        <translation>可再用的券</translation>
    </message>
    <message>
        <source>Of the sale</source>
        <translation>退货明细</translation>
    </message>
    <message>
        <source>Points taken back</source>
        <translation>扣回积分</translation>
    </message>
    <message>
        <source>Points owed</source>
        <translation>欠缴积分</translation>
    </message>
    <message>
        <source>Points given back</source>
        <translation>退还积分</translation>
    </message>
    <message>
        <source>magnetic stripe</source>
        <translation>磁条卡</translation>
    </message>
    <message>
        <source>contactless</source>
        <translation>感应卡</translation>
    </message>
    <message>
        <source>chip that proves itself</source>
        <translation>可自证的芯片卡</translation>
    </message>
    <message>
        <source>any or none</source>
        <translation>任意或无卡</translation>
    </message>
    <message>
        <source>segment %1</source>
        <translation>客群 %1</translation>
    </message>
    <message>
        <source>level %1</source>
        <translation>等级 %1</translation>
    </message>
    <message>
        <source>all customers</source>
        <translation>全部顾客</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Under way, %1%</source>
        <translation>进行中，%1%</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>下达时间</translation>
    </message>
    <message>
        <source>Got one</source>
        <translation>已获赠</translation>
    </message>
    <message>
        <source>Got none</source>
        <translation>未获赠</translation>
    </message>
    <message>
        <source>Give to a segment</source>
        <translation>向客群赠券</translation>
    </message>
    <message>
        <source>Given to segments so far</source>
        <translation>已向客群赠送</translation>
    </message>
    <message>
        <source>Give “%1” to a segment</source>
        <translation>向客群赠送“%1”</translation>
    </message>
    <message>
        <source>Kind of card</source>
        <translation>卡类型</translation>
    </message>
    <message>
        <source>any</source>
        <translation>不限</translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s) would get one.</source>
        <translation>
            <numerusform>%n 位顾客将获赠。</numerusform>
        </translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Accounts invited</source>
        <translation>邀请的账户数</translation>
    </message>
    <message>
        <source>Many invited accounts</source>
        <translation>邀请账户过多</translation>
    </message>
    <message>
        <source>Payment service has less</source>
        <translation>支付渠道金额偏少</translation>
    </message>
    <message>
        <source>Payment service has more</source>
        <translation>支付渠道金额偏多</translation>
    </message>
    <message>
        <source>The books say that money came which the payment service&apos;s bill or the bank does not show. Ask the service about the order before you write it off.</source>
        <translation>账上已收款，但渠道账单或银行流水中没有这笔钱。核销前请先向渠道查询该订单。</translation>
    </message>
    <message>
        <source>The payment service&apos;s bill or the bank shows money that the books do not know. Find out whose it is, and give it back or book it before you explain it.</source>
        <translation>渠道账单或银行流水中有一笔账上没有的钱。请先查明属于谁，退回或入账后再作说明。</translation>
    </message>
    <message>
        <source>One customer invited more new accounts in a day than one person brings along. Look whether they are different people; a club or a company may have a good reason.</source>
        <translation>一位顾客在一天内邀请的新账户多于常人所能带来的。请核实是否为不同的人；社团或公司可能有正当理由。</translation>
    </message>
    <message>
        <source>Waits for the bill</source>
        <translation>等待账单</translation>
    </message>
    <message>
        <source>Being compared</source>
        <translation>对账中</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>已对账</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已关账</translation>
    </message>
    <message>
        <source>Same on both sides</source>
        <translation>两边一致</translation>
    </message>
    <message>
        <source>Amount differs</source>
        <translation>金额不符</translation>
    </message>
    <message>
        <source>Only in our books</source>
        <translation>仅我方有（短款）</translation>
    </message>
    <message>
        <source>Only on the bill</source>
        <translation>仅渠道有（长款）</translation>
    </message>
    <message>
        <source>State differs</source>
        <translation>状态不符</translation>
    </message>
    <message>
        <source>Fee differs</source>
        <translation>手续费不符</translation>
    </message>
    <message>
        <source>Twice on the bill</source>
        <translation>账单重复</translation>
    </message>
    <message>
        <source>Learnt from the bill</source>
        <translation>由账单补记</translation>
    </message>
    <message>
        <source>Waits for another day</source>
        <translation>等待次日账单</translation>
    </message>
    <message>
        <source>Paid and taken back</source>
        <translation>已付款并撤销</translation>
    </message>
    <message>
        <source>Bank has another amount</source>
        <translation>银行到账不符</translation>
    </message>
    <message>
        <source>%1 (ours %2, bill %3)</source>
        <translation>%1（我方 %2，账单 %3）</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>单号</translation>
    </message>
    <message>
        <source>At stake</source>
        <translation>涉及金额</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Channel&apos;s day</source>
        <translation>渠道日</translation>
    </message>
    <message>
        <source>Merchant number</source>
        <translation>商户号</translation>
    </message>
    <message>
        <source>On the bill</source>
        <translation>账单金额</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>手续费</translation>
    </message>
    <message>
        <source>To be paid out</source>
        <translation>应到账</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>已到账</translation>
    </message>
    <message>
        <source>Closed by</source>
        <translation>关账人</translation>
    </message>
    <message>
        <source>Differences to explain: %1</source>
        <translation>待说明差异：%1</translation>
    </message>
    <message>
        <source>Reconciliation of a day</source>
        <translation>当日对账</translation>
    </message>
    <message>
        <source>Each difference is a case under Exceptions: take it there, say how it ends, and let a second manager confirm.</source>
        <translation>每条差异都是“异常”中的一张单：请在那里领取、说明处理结果，并由另一名经理复核。</translation>
    </message>
    <message>
        <source>Arrived at the bank</source>
        <translation>银行到账</translation>
    </message>
    <message>
        <source>To be paid out: %1</source>
        <translation>应到账：%1</translation>
    </message>
    <message>
        <source>Bank&apos;s reference</source>
        <translation>银行流水号</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>录入</translation>
    </message>
    <message>
        <source>Show the day</source>
        <translation>查看当日</translation>
    </message>
    <message>
        <source>Fetch the bill</source>
        <translation>获取账单</translation>
    </message>
    <message>
        <source>Close the day…</source>
        <translation>关账…</translation>
    </message>
    <message>
        <source>Arrived at the bank…</source>
        <translation>银行到账…</translation>
    </message>
    <message>
        <source>The bill is being fetched. Refresh in a moment.</source>
        <translation>正在获取账单，请稍后刷新。</translation>
    </message>
    <message>
        <source>Close the day</source>
        <translation>关账</translation>
    </message>
    <message>
        <source>What the payment service pays out is booked, and nothing of this day can change after.</source>
        <translation>渠道应付金额将入账，此后该日不能再更改。</translation>
    </message>
    <message>
        <source>Close it</source>
        <translation>确认关账</translation>
    </message>
    <message>
        <source>The day is closed.</source>
        <translation>该日已关账。</translation>
    </message>
    <message>
        <source>The arrival is entered.</source>
        <translation>到账已录入。</translation>
    </message>
    <message>
        <source>Reconciliation</source>
        <translation>对账</translation>
    </message>
    <message>
        <source>The refund is on its way.</source>
        <translation>退款已提交。</translation>
    </message>
    <message>
        <source>Nothing has moved yet: another person has to ask for the same amount.</source>
        <translation>款项尚未退出：须由另一人以相同金额再次申请。</translation>
    </message>
    <message>
        <source>Done. Refresh in a moment to see what became of it.</source>
        <translation>已处理。稍后刷新即可查看结果。</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>支付订单</translation>
    </message>
    <message>
        <source>Give back…</source>
        <translation>退款…</translation>
    </message>
    <message>
        <source>Settle…</source>
        <translation>处理…</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>已创建</translation>
    </message>
    <message>
        <source>Waits for the customer</source>
        <translation>待顾客支付</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已支付</translation>
    </message>
    <message>
        <source>Ended unpaid</source>
        <translation>未支付已关闭</translation>
    </message>
    <message>
        <source>Did not succeed</source>
        <translation>支付失败</translation>
    </message>
    <message>
        <source>Being asked for</source>
        <translation>正在查询</translation>
    </message>
    <message>
        <source>Being taken back</source>
        <translation>正在撤销</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Refund under way</source>
        <translation>退款中</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>Must be looked at</source>
        <translation>需人工处理</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>The customer&apos;s code was scanned</source>
        <translation>扫顾客付款码</translation>
    </message>
    <message>
        <source>The customer scanned ours</source>
        <translation>顾客扫收款码</translation>
    </message>
    <message>
        <source>Bill</source>
        <translation>缴费</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>销售</translation>
    </message>
    <message>
        <source>Its answer</source>
        <translation>渠道应答</translation>
    </message>
    <message>
        <source>We asked</source>
        <translation>主动查询</translation>
    </message>
    <message>
        <source>It told us</source>
        <translation>渠道通知</translation>
    </message>
    <message>
        <source>Its bill</source>
        <translation>渠道账单</translation>
    </message>
    <message>
        <source>Us</source>
        <translation>本方</translation>
    </message>
    <message>
        <source>Refund: %1</source>
        <translation>退款：%1</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Learnt from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>For</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Went back</source>
        <translation>已退</translation>
    </message>
    <message>
        <source>Paid at</source>
        <translation>支付时间</translation>
    </message>
    <message>
        <source>Our number</source>
        <translation>商户订单号</translation>
    </message>
    <message>
        <source>Channel&apos;s number</source>
        <translation>渠道订单号</translation>
    </message>
    <message>
        <source>Paid by the customer</source>
        <translation>顾客实付</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Booked at</source>
        <translation>入账时间</translation>
    </message>
    <message>
        <source>Paid and kept: %1</source>
        <translation>实收：%1</translation>
    </message>
    <message>
        <source>Must be looked at: %1</source>
        <translation>需人工处理：%1</translation>
    </message>
    <message>
        <source>A payment</source>
        <translation>支付订单详情</translation>
    </message>
    <message>
        <source>Give a payment back</source>
        <translation>支付订单退款</translation>
    </message>
    <message>
        <source>It goes back the way it came. What was bought with it is taken first. At most %1.</source>
        <translation>按原路退回，并先收回所购内容。最多可退 %1。</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>A payment that differs</source>
        <translation>有差异的支付订单</translation>
    </message>
    <message>
        <source>The channel named another amount, order or merchant, so nothing was booked. Speak to it first.</source>
        <translation>渠道返回的金额、订单或商户与本方不符，因此未入账。请先与渠道核实。</translation>
    </message>
    <message>
        <source>What now</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>Ask it once more; what it says now counts</source>
        <translation>再次查询，以渠道现在的应答为准</translation>
    </message>
    <message>
        <source>It was not paid here; what its bill says is reconciled</source>
        <translation>本方未收到此款，渠道账单留待对账</translation>
    </message>
    <message>
        <source>Do that</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>Special, red-letter</source>
        <translation>专用发票（红字）</translation>
    </message>
    <message>
        <source>Normal, red-letter</source>
        <translation>普通发票（红字）</translation>
    </message>
    <message>
        <source>Special</source>
        <translation>专用发票</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>普通发票</translation>
    </message>
    <message>
        <source>Waits for its number</source>
        <translation>等待开具</translation>
    </message>
    <message>
        <source>Has its number</source>
        <translation>已开具</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Reversed by a red-letter one</source>
        <translation>已冲红</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>申请时间</translation>
    </message>
    <message>
        <source>Invoice number</source>
        <translation>发票号码</translation>
    </message>
    <message>
        <source>Made out to</source>
        <translation>抬头</translation>
    </message>
    <message>
        <source>Tax number</source>
        <translation>税号</translation>
    </message>
    <message>
        <source>Tax in it</source>
        <translation>其中税额</translation>
    </message>
    <message>
        <source>Waiting for their numbers: %1</source>
        <translation>等待开具：%1</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>发票</translation>
    </message>
    <message>
        <source>The platform&apos;s words</source>
        <translation>平台答复</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>保存为 PDF…</translation>
    </message>
    <message>
        <source>This is not a tax number; a figure may be wrong.</source>
        <translation>税号不正确，请核对是否有输错的字符。</translation>
    </message>
    <message>
        <source>Special, for companies</source>
        <translation>专用发票（仅限企业）</translation>
    </message>
    <message>
        <source>Tax number, of a company</source>
        <translation>企业税号</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Bank</source>
        <translation>开户行</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>The tax platform gives it its number in a moment.</source>
        <translation>发票号码稍后由开票平台给出。</translation>
    </message>
    <message>
        <source>Ask for it</source>
        <translation>申请开票</translation>
    </message>
    <message>
        <source>Invoice of a month</source>
        <translation>按月开票</translation>
    </message>
    <message>
        <source>Customer number</source>
        <translation>客户编号</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>All of the customer&apos;s purchases of that month that are on no invoice yet.</source>
        <translation>该客户当月尚未开票的全部消费。</translation>
    </message>
    <message>
        <source>Red-letter invoice</source>
        <translation>红字发票</translation>
    </message>
    <message>
        <source>All that is left of the invoice is taken back. No money moves; once it is issued, the sale can be invoiced again.</source>
        <translation>发票的剩余金额将全部冲红，不涉及退款；红字发票开具后可重新开票。</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>冲红</translation>
    </message>
    <message>
        <source>The invoice is asked for.</source>
        <translation>已申请开票。</translation>
    </message>
    <message>
        <source>The red-letter invoice is asked for.</source>
        <translation>已申请红字发票。</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>发票</translation>
    </message>
    <message>
        <source>Show the invoice</source>
        <translation>查看发票</translation>
    </message>
    <message>
        <source>A month…</source>
        <translation>按月开票…</translation>
    </message>
    <message>
        <source>Red-letter…</source>
        <translation>红字冲销…</translation>
    </message>
    <message>
        <source>Invoice…</source>
        <translation>开具发票…</translation>
    </message>
    <message>
        <source>A card paid</source>
        <translation>油卡消费</translation>
    </message>
    <message>
        <source>Balance is low</source>
        <translation>余额不足</translation>
    </message>
    <message>
        <source>Limit nearly used up</source>
        <translation>限额将用完</translation>
    </message>
    <message>
        <source>Coupon ends soon</source>
        <translation>优惠券将到期</translation>
    </message>
    <message>
        <source>Card frozen</source>
        <translation>油卡冻结</translation>
    </message>
    <message>
        <source>Invoice is ready</source>
        <translation>发票已开具</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>验证码</translation>
    </message>
    <message>
        <source>SMS</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>邮件</translation>
    </message>
    <message>
        <source>App</source>
        <translation>应用通知</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>Never arrived</source>
        <translation>未送达</translation>
    </message>
    <message>
        <source>It was too late for it</source>
        <translation>已超过有效时间</translation>
    </message>
    <message>
        <source>The gateway did not answer</source>
        <translation>网关没有应答</translation>
    </message>
    <message>
        <source>The customer was erased</source>
        <translation>客户资料已删除</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>生成时间</translation>
    </message>
    <message>
        <source>To</source>
        <translation>发往</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>下次发送</translation>
    </message>
    <message>
        <source>Can be tried again: %1</source>
        <translation>可重新发送：%1</translation>
    </message>
    <message>
        <source>Words of messages</source>
        <translation>消息文字</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>插入字段</translation>
    </message>
    <message>
        <source>As a customer reads it</source>
        <translation>客户看到的内容</translation>
    </message>
    <message>
        <source>The usual words</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>%1 characters, about %2 SMS</source>
        <translation>%1 字，约 %2 条短信</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 字</translation>
    </message>
    <message>
        <source>A text is needed, and for e-mail and app a subject.</source>
        <translation>请填写正文；邮件和应用通知还要填写标题。</translation>
    </message>
    <message>
        <source>What a customer is told</source>
        <translation>客户消息设置</translation>
    </message>
    <message>
        <source>Is reached by</source>
        <translation>联系方式</translation>
    </message>
    <message>
        <source>Has declined</source>
        <translation>已退订</translation>
    </message>
    <message>
        <source>From now on</source>
        <translation>今后</translation>
    </message>
    <message>
        <source>do not tell</source>
        <translation>不再发送</translation>
    </message>
    <message>
        <source>tell again</source>
        <translation>恢复发送</translation>
    </message>
    <message>
        <source>Only at the customer&apos;s own wish. Codes and freezes always go.</source>
        <translation>仅按客户本人意愿设置。验证码和冻结通知始终发送。</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Ask in your own words</source>
        <translation>用您自己的话提问</translation>
    </message>
    <message>
        <source>Pages of help</source>
        <translation>帮助页面</translation>
    </message>
    <message>
        <source>No page answers this. Try other words.</source>
        <translation>没有找到答案，请换个说法。</translation>
    </message>
    <message>
        <source>No page answers this. Try other words, or call %1.</source>
        <translation>没有找到答案，请换个说法，或拨打 %1。</translation>
    </message>
    <message>
        <source>The message is on its way again.</source>
        <translation>消息已重新提交发送。</translation>
    </message>
    <message>
        <source>It is kept.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重新发送</translation>
    </message>
    <message>
        <source>What the customer is told…</source>
        <translation>客户消息设置…</translation>
    </message>
    <message>
        <source>Words…</source>
        <translation>编辑文字…</translation>
    </message>
    <message>
        <source>Was sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Done at</source>
        <translation>完成时间</translation>
    </message>
    <message>
        <source>There is no such number</source>
        <translation>号码不存在</translation>
    </message>
    <message>
        <source>The number wants no messages</source>
        <translation>该号码拒收</translation>
    </message>
    <message>
        <source>The gateway has not approved the words</source>
        <translation>网关未批准该文字</translation>
    </message>
    <message>
        <source>The app is no longer on the device</source>
        <translation>设备上已没有该应用</translation>
    </message>
    <message>
        <source>&amp;Messages</source>
        <translation>消息(&amp;M)</translation>
    </message>
    <message>
        <source>Waits for a person</source>
        <translation>待人工处理</translation>
    </message>
    <message>
        <source>Being matched</source>
        <translation>匹配中</translation>
    </message>
    <message>
        <source>Our transfer went out</source>
        <translation>转账已付出</translation>
    </message>
    <message>
        <source>Our transfer came back</source>
        <translation>转账被退回</translation>
    </message>
    <message>
        <source>A station&apos;s cash</source>
        <translation>油站现金</translation>
    </message>
    <message>
        <source>A payment service paid out</source>
        <translation>支付渠道结算款</translation>
    </message>
    <message>
        <source>Became a case</source>
        <translation>已转为异常单</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已授权</translation>
    </message>
    <message>
        <source>In a file for the bank</source>
        <translation>已导出</translation>
    </message>
    <message>
        <source>The bank has it</source>
        <translation>银行处理中</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Names no reference</source>
        <translation>无附言编号</translation>
    </message>
    <message>
        <source>Nobody knows its reference</source>
        <translation>附言编号不存在</translation>
    </message>
    <message>
        <source>Names several references</source>
        <translation>附言有多个编号</translation>
    </message>
    <message>
        <source>Another amount than was asked for</source>
        <translation>金额与应付不符</translation>
    </message>
    <message>
        <source>From another account than expected</source>
        <translation>付款账户不符</translation>
    </message>
    <message>
        <source>Came too late</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Was paid before</source>
        <translation>已付过款</translation>
    </message>
    <message>
        <source>Its card takes no money</source>
        <translation>该卡不能充值</translation>
    </message>
    <message>
        <source>Went the other way than expected</source>
        <translation>收付方向不符</translation>
    </message>
    <message>
        <source>names its reference</source>
        <translation>附言编号相符</translation>
    </message>
    <message>
        <source>same payer</source>
        <translation>付款人相同</translation>
    </message>
    <message>
        <source>same amount</source>
        <translation>金额相同</translation>
    </message>
    <message>
        <source>From or to</source>
        <translation>对方</translation>
    </message>
    <message>
        <source>Belongs to</source>
        <translation>对应</translation>
    </message>
    <message>
        <source>Assigned by</source>
        <translation>认领人</translation>
    </message>
    <message>
        <source>Bank&apos;s number</source>
        <translation>银行流水号</translation>
    </message>
    <message>
        <source>In %1, out %2, wait for a person: %3</source>
        <translation>收入 %1，支出 %2，待人工处理：%3</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>附言</translation>
    </message>
    <message>
        <source>Proposed by</source>
        <translation>提交人</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>复核人</translation>
    </message>
    <message>
        <source>Pays</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Under way %1, wait for a second person: %2</source>
        <translation>在途 %1，待复核：%2</translation>
    </message>
    <message>
        <source>Top up card %1: %2</source>
        <translation>充值到卡 %1：%2</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Our account</source>
        <translation>本方账户</translation>
    </message>
    <message>
        <source>A number is expected.</source>
        <translation>请输入数字。</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>文件不存在。</translation>
    </message>
    <message>
        <source>Files above 3 MB are taken in at the server, by its command.</source>
        <translation>超过 3 MB 的文件请在服务器上用命令导入。</translation>
    </message>
    <message>
        <source>A row of a bank statement</source>
        <translation>银行流水明细</translation>
    </message>
    <message>
        <source>Nothing that is expected fits it.</source>
        <translation>没有与之相符的待收款项。</translation>
    </message>
    <message>
        <source>%1 has said what it is: a second person must say the same.</source>
        <translation>%1已经认定：需要另一人作出相同认定。</translation>
    </message>
    <message>
        <source>Assign a row</source>
        <translation>认领流水</translation>
    </message>
    <message>
        <source>%1 from %2: %3</source>
        <translation>%1，来自%2：%3</translation>
    </message>
    <message>
        <source>Top up another card (its number in the books)</source>
        <translation>充值到其他卡（内部编号）</translation>
    </message>
    <message>
        <source>A station&apos;s cash (its reference)</source>
        <translation>油站现金（附言编号）</translation>
    </message>
    <message>
        <source>A payment service paid out (merchant/day)</source>
        <translation>支付渠道结算款（商户/日期）</translation>
    </message>
    <message>
        <source>Nobody&apos;s: it becomes a case (why)</source>
        <translation>无人认领：转为异常单（原因）</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>认定为</translation>
    </message>
    <message>
        <source>Which or why</source>
        <translation>编号或原因</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>认领</translation>
    </message>
    <message>
        <source>Take a statement in</source>
        <translation>导入对账单</translation>
    </message>
    <message>
        <source>The CSV file as the bank&apos;s own page gives it. Rows that came before change nothing.</source>
        <translation>网银导出的 CSV 文件。已导入过的行不会重复。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Top up by bank transfer</source>
        <translation>银行转账充值</translation>
    </message>
    <message>
        <source>The customer gives the reference with the transfer; the money is booked when it arrives.</source>
        <translation>客户转账时填写附言编号，到账后自动入账。</translation>
    </message>
    <message>
        <source>Card&apos;s number in the books</source>
        <translation>卡片内部编号</translation>
    </message>
    <message>
        <source>Only from this account (may be empty)</source>
        <translation>仅限此付款账户（可不填）</translation>
    </message>
    <message>
        <source>Make the reference</source>
        <translation>生成附言</translation>
    </message>
    <message>
        <source>Count cash for the bank</source>
        <translation>清点解款现金</translation>
    </message>
    <message>
        <source>What the books say differently becomes a case. The reference goes onto the slip.</source>
        <translation>清点与账面不符的差额转为异常单。附言编号填在缴款单上。</translation>
    </message>
    <message>
        <source>Bag number</source>
        <translation>钱袋编号</translation>
    </message>
    <message>
        <source>In the bag</source>
        <translation>袋内金额</translation>
    </message>
    <message>
        <source>Stays in the till</source>
        <translation>留存钱箱</translation>
    </message>
    <message>
        <source>Give back by bank transfer</source>
        <translation>转账退款</translation>
    </message>
    <message>
        <source>Refunds that cannot go the way they came. Another person has to approve the transfer.</source>
        <translation>无法原路退回的退款。转账必须由另一人复核。</translation>
    </message>
    <message>
        <source>came back before</source>
        <translation>曾被退回</translation>
    </message>
    <message>
        <source>To account</source>
        <translation>收款账号</translation>
    </message>
    <message>
        <source>In the name of</source>
        <translation>收款户名</translation>
    </message>
    <message>
        <source>At the bank</source>
        <translation>开户银行</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Cancel a transfer</source>
        <translation>取消转账</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>取消转账</translation>
    </message>
    <message>
        <source>A file for the bank</source>
        <translation>给银行的文件</translation>
    </message>
    <message>
        <source>All approved transfers from this account.</source>
        <translation>该账户所有已复核的转账。</translation>
    </message>
    <message>
        <source>Make the file</source>
        <translation>生成文件</translation>
    </message>
    <message>
        <source>No bank account is known yet: one is added at the server, by its command.</source>
        <translation>尚无银行账户：请在服务器上用命令添加。</translation>
    </message>
    <message>
        <source>The row is assigned.</source>
        <translation>已认领。</translation>
    </message>
    <message>
        <source>Nothing has moved yet: another person has to say the same.</source>
        <translation>资金尚未变动：需要另一人作出相同认定。</translation>
    </message>
    <message>
        <source>The statement is taken in.</source>
        <translation>对账单已导入。</translation>
    </message>
    <message>
        <source>This file was taken in before.</source>
        <translation>该文件已导入过。</translation>
    </message>
    <message>
        <source>Taken in: %1 new rows, %2 known ones.</source>
        <translation>已导入：新增 %1 行，已有 %2 行。</translation>
    </message>
    <message>
        <source>The reference is %1.</source>
        <translation>附言编号：%1。</translation>
    </message>
    <message>
        <source>No refund waits for a transfer.</source>
        <translation>没有等待转账的退款。</translation>
    </message>
    <message>
        <source>Proposed: another person has to approve it.</source>
        <translation>已提交：需要另一人复核。</translation>
    </message>
    <message>
        <source>Approve a transfer</source>
        <translation>复核转账</translation>
    </message>
    <message>
        <source>The transfer is approved.</source>
        <translation>转账已复核。</translation>
    </message>
    <message>
        <source>The transfer is cancelled.</source>
        <translation>转账已取消。</translation>
    </message>
    <message>
        <source>The file is written. Give it to the bank, then mark it as sent.</source>
        <translation>文件已保存。提交银行后请标记为已提交。</translation>
    </message>
    <message>
        <source>The file is made: save it from the transfer&apos;s row.</source>
        <translation>文件已生成：请在转账记录上保存。</translation>
    </message>
    <message>
        <source>The bank has the file</source>
        <translation>文件已提交银行</translation>
    </message>
    <message>
        <source>All transfers of that file are marked as sent; the statement will confirm each.</source>
        <translation>该文件中的转账全部标记为已提交，由银行流水逐笔确认。</translation>
    </message>
    <message>
        <source>Mark as sent</source>
        <translation>标记为已提交</translation>
    </message>
    <message>
        <source>Marked as sent.</source>
        <translation>已标记为提交银行。</translation>
    </message>
    <message>
        <source>Banking</source>
        <translation>银行</translation>
    </message>
    <message>
        <source>Assign…</source>
        <translation>认领…</translation>
    </message>
    <message>
        <source>Take a statement in…</source>
        <translation>导入对账单…</translation>
    </message>
    <message>
        <source>Top up by transfer…</source>
        <translation>转账充值…</translation>
    </message>
    <message>
        <source>Count cash…</source>
        <translation>清点现金…</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>转账</translation>
    </message>
    <message>
        <source>Give back by bank…</source>
        <translation>转账退款…</translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation>取消…</translation>
    </message>
    <message>
        <source>File for the bank…</source>
        <translation>生成银行文件…</translation>
    </message>
    <message>
        <source>Save the file…</source>
        <translation>保存文件…</translation>
    </message>
    <message>
        <source>The bank has it…</source>
        <translation>已提交银行…</translation>
    </message>
    <message>
        <source>By bank transfer</source>
        <translation>银行转账</translation>
    </message>
    <message>
        <source>A bank statement</source>
        <translation>银行对账单</translation>
    </message>
    <message>
        <source>&amp;Bank</source>
        <translation>银行(&amp;B)</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Hold it still until the page changes. The reader is beside the screen.</source>
        <translation>请贴住不动，直到页面变化。读卡器在屏幕旁边。</translation>
    </message>
    <message>
        <source>This usually takes one or two seconds.</source>
        <translation>通常只需一两秒。</translation>
    </message>
</context>
<context>
    <name>PayView</name>
    <message>
        <source>Cash given; empty: exact</source>
        <translation>收到现金；不填为正好</translation>
    </message>
    <message>
        <source>Put the coupons away</source>
        <translation>取消用券</translation>
    </message>
    <message>
        <source>Give the points back</source>
        <translation>退回积分</translation>
    </message>
    <message>
        <source>Points; empty: the most</source>
        <translation>积分数；不填则用最多</translation>
    </message>
</context>
<context>
    <name>PinScreen</name>
    <message>
        <source>Cover the pad with your hand.</source>
        <translation>请用手遮挡键盘。</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>删除一位</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
</context>
<context>
    <name>PinView</name>
    <message>
        <source>Let the holder enter the PIN, then press Enter or Card</source>
        <translation>请持卡人输入密码，然后按回车或“刷卡”</translation>
    </message>
</context>
<context>
    <name>RefundView</name>
    <message>
        <source>goes back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
</context>
<context>
    <name>RefusalScreen</name>
    <message>
        <source>%1 available on your card</source>
        <translation>卡内可用 %1</translation>
    </message>
</context>
<context>
    <name>SaleList</name>
    <message>
        <source>By number</source>
        <translation>按号查找</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Ctrl+F</translation>
    </message>
</context>
<context>
    <name>SaleLists</name>
    <message>
        <source>To pay</source>
        <translation>待付款</translation>
    </message>
    <message>
        <source>Nothing waits to be paid</source>
        <translation>没有待付款交易</translation>
    </message>
    <message>
        <source>Latest sales</source>
        <translation>最近交易</translation>
    </message>
    <message>
        <source>No sale yet</source>
        <translation>还没有交易</translation>
    </message>
    <message>
        <source>Basket</source>
        <translation>购物篮</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Ctrl+Z</translation>
    </message>
</context>
<context>
    <name>Sentence</name>
    <message>
        <source>Something went wrong here and was written down. Please try again; if it happens again, call the office.</source>
        <translation>这里出了点问题，已经记录下来。请再试一次；如果再次出现，请联系办公室。</translation>
    </message>
    <message>
        <source>This entry is not right. Check it and enter it again.</source>
        <translation>输入有误，请检查后重新输入。</translation>
    </message>
    <message>
        <source>Nothing was found under this name or number. Check it and search again.</source>
        <translation>没有找到这个名称或编号，请核对后再查。</translation>
    </message>
    <message>
        <source>No answer came in time. Nothing was charged; please try again.</source>
        <translation>没有及时收到答复，未扣款，请再试一次。</translation>
    </message>
    <message>
        <source>The centre cannot be reached right now. Try again in a moment or ask at the counter.</source>
        <translation>暂时连不上中心，请稍后再试，或到柜台办理。</translation>
    </message>
    <message>
        <source>Still busy with the step before. Wait a moment and try again.</source>
        <translation>上一步还没有完成，请稍等再试。</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was charged; you can begin again.</source>
        <translation>已取消，未扣款，可以重新开始。</translation>
    </message>
    <message>
        <source>A setting is wrong. Correct it in the settings file and start the program again.</source>
        <translation>有一项设置不正确，请在设置文件中改正后重新启动程序。</translation>
    </message>
    <message>
        <source>This number is too large or too small. Enter another one.</source>
        <translation>数字太大或太小，请重新输入。</translation>
    </message>
    <message>
        <source>Two currencies cannot be added together. Use the currency of the account.</source>
        <translation>两种货币不能相加，请使用账户的货币。</translation>
    </message>
    <message>
        <source>This is too much for one message and was refused. Send it in smaller parts.</source>
        <translation>一次发送的内容过多，已拒绝。请分成较小的几份再发送。</translation>
    </message>
    <message>
        <source>The message was packed in a way that is not known here and was refused. Update the program that sent it.</source>
        <translation>收到的内容使用了此处无法识别的压缩方式，已拒绝。请更新发送程序。</translation>
    </message>
    <message>
        <source>The data file cannot be read. Check the disk and the file&apos;s permissions, then start again.</source>
        <translation>数据文件读不出来，请检查磁盘和文件权限后重新启动。</translation>
    </message>
    <message>
        <source>The key does not open the data file. Put the right key file in place and start again.</source>
        <translation>密钥打不开数据文件，请放入正确的密钥文件后重新启动。</translation>
    </message>
    <message>
        <source>The data file is damaged. Stop work here and restore the latest backup.</source>
        <translation>数据文件已损坏，请停止使用并恢复最近的备份。</translation>
    </message>
    <message>
        <source>The disk is full. Make room on it; work goes on by itself afterwards.</source>
        <translation>磁盘已满，请腾出空间，之后会自动继续。</translation>
    </message>
    <message>
        <source>The data file is in use. Wait a moment and try again.</source>
        <translation>数据文件正在使用，请稍等再试。</translation>
    </message>
    <message>
        <source>This does not fit what is already recorded. Check for a duplicate and try again.</source>
        <translation>与已有记录冲突，请检查是否重复后再试。</translation>
    </message>
    <message>
        <source>The data was written by a newer version. Update this program and start it again.</source>
        <translation>数据由更新的版本写入，请升级本程序后再启动。</translation>
    </message>
    <message>
        <source>The data file is not encrypted and is refused. Use the file this program made, or restore a backup.</source>
        <translation>数据文件没有加密，已拒绝打开。请使用本程序生成的文件，或恢复备份。</translation>
    </message>
    <message>
        <source>It could not be saved, so nothing was done. Try again; if it happens again, check the disk.</source>
        <translation>没能保存，因此没有执行任何操作。请再试一次；如果再次出现，请检查磁盘。</translation>
    </message>
    <message>
        <source>A key is missing. Put the key file in place and start again.</source>
        <translation>缺少密钥，请放入密钥文件后重新启动。</translation>
    </message>
    <message>
        <source>Others may read the key file. Allow only this program&apos;s user to read it, then start again.</source>
        <translation>密钥文件可被他人读取，请只允许本程序的用户读取，然后重新启动。</translation>
    </message>
    <message>
        <source>Protected data cannot be opened. Check that the right key is in place and call the office.</source>
        <translation>受保护的数据打不开，请确认密钥正确并联系办公室。</translation>
    </message>
    <message>
        <source>The signature is wrong, so the message was refused. Enrol this terminal again or call the office.</source>
        <translation>签名不正确，消息已被拒绝。请重新登记本终端或联系办公室。</translation>
    </message>
    <message>
        <source>A terminal&apos;s records do not follow one another. Stop using this terminal and call the office.</source>
        <translation>终端的记录前后不连贯，请停用该终端并联系办公室。</translation>
    </message>
    <message>
        <source>A record in between is missing. It will be sent again by itself; wait a moment.</source>
        <translation>中间缺少一条记录，系统会自动补发，请稍等。</translation>
    </message>
    <message>
        <source>A terminal sent two different records under one number. Stop using it and call the office.</source>
        <translation>终端用同一编号发送了两条不同的记录，请停用并联系办公室。</translation>
    </message>
    <message>
        <source>You are not signed in. Sign in and try again.</source>
        <translation>您还没有登录，请登录后再试。</translation>
    </message>
    <message>
        <source>Your role does not allow this. Ask the station manager.</source>
        <translation>您的岗位无权进行这项操作，请找站长。</translation>
    </message>
    <message>
        <source>This enrolment code is wrong or was used already. Ask the office for a new one.</source>
        <translation>登记码不正确或已被使用，请向办公室索取新的登记码。</translation>
    </message>
    <message>
        <source>This terminal was withdrawn from service. Use another one and call the office.</source>
        <translation>本终端已停用，请使用其他终端并联系办公室。</translation>
    </message>
    <message>
        <source>The request came too late. Check this computer&apos;s clock and try again.</source>
        <translation>请求已过期，请检查本机时钟后再试。</translation>
    </message>
    <message>
        <source>Too many attempts. Wait a few minutes and try again.</source>
        <translation>尝试次数过多，请等几分钟再试。</translation>
    </message>
    <message>
        <source>This was already done with other figures, so it was refused. Look at the record before you go on.</source>
        <translation>同一操作已用不同的数字做过，因此被拒绝。请先查看记录再继续。</translation>
    </message>
    <message>
        <source>The request carried no number of its own and was refused. Update the program that sent it.</source>
        <translation>请求没有自己的编号，已被拒绝。请升级发送请求的程序。</translation>
    </message>
    <message>
        <source>The booking does not add up to zero and was refused. Call the office.</source>
        <translation>这笔账借贷不平，已被拒绝，请联系办公室。</translation>
    </message>
    <message>
        <source>There is not enough money on the card. Choose a smaller amount or top up at the counter.</source>
        <translation>卡内余额不足，请选择较小的金额，或到柜台充值。</translation>
    </message>
    <message>
        <source>This account is closed. Use another card or ask at the counter.</source>
        <translation>该账户已销户，请换一张卡，或到柜台咨询。</translation>
    </message>
    <message>
        <source>No reservation was found for this sale. Look at the sale before you go on.</source>
        <translation>没有找到这笔交易的预授权，请先查看交易再继续。</translation>
    </message>
    <message>
        <source>This reservation is finished already. Look at the sale before you go on.</source>
        <translation>这笔预授权已经结束，请先查看交易再继续。</translation>
    </message>
    <message>
        <source>More was delivered than was reserved. The sale is recorded; the office settles the difference.</source>
        <translation>加油量超过了预授权，交易已记录，差额由办公室处理。</translation>
    </message>
    <message>
        <source>There is no such account. Check the number and try again.</source>
        <translation>没有这个账户，请核对号码后再试。</translation>
    </message>
    <message>
        <source>This card is not one of ours. Use another card or ask at the counter.</source>
        <translation>这不是我们的卡，请换一张卡，或到柜台咨询。</translation>
    </message>
    <message>
        <source>This card is frozen. Ask at the counter or call the service number on the card.</source>
        <translation>此卡已冻结，请到柜台咨询，或拨打卡上的服务电话。</translation>
    </message>
    <message>
        <source>This card was reported lost. Its holder can lift the report at the counter.</source>
        <translation>此卡已挂失，持卡人可到柜台解挂。</translation>
    </message>
    <message>
        <source>This card has expired. Ask for a new one at the counter; the money stays yours.</source>
        <translation>此卡已过期，请到柜台补卡，卡内余额不受影响。</translation>
    </message>
    <message>
        <source>This card was closed and cannot pay any more. Use another card.</source>
        <translation>此卡已销户，不能再付款，请换一张卡。</translation>
    </message>
    <message>
        <source>This card is not active yet. Have it activated at the counter.</source>
        <translation>此卡尚未启用，请到柜台启用。</translation>
    </message>
    <message>
        <source>This needs the card&apos;s PIN. Enter the PIN to go on.</source>
        <translation>需要卡密码，请输入密码后继续。</translation>
    </message>
    <message>
        <source>The PIN is wrong. Enter it again, without haste.</source>
        <translation>密码不正确，请慢慢重新输入。</translation>
    </message>
    <message>
        <source>The PIN is blocked after too many wrong entries. Ask at the counter with your identity card.</source>
        <translation>密码输错次数过多已被锁定，请带身份证到柜台办理。</translation>
    </message>
    <message>
        <source>This is not a valid card number. Check the digits and enter it again.</source>
        <translation>卡号无效，请核对后重新输入。</translation>
    </message>
    <message>
        <source>This is more than the card may spend at one time. Choose a smaller amount.</source>
        <translation>超过此卡的单笔限额，请选择较小的金额。</translation>
    </message>
    <message>
        <source>The card&apos;s limit for today is reached. Choose a smaller amount or ask at the counter.</source>
        <translation>此卡今日限额已用完，请选择较小的金额，或到柜台咨询。</translation>
    </message>
    <message>
        <source>This card may not buy this fuel. Choose another grade or another card.</source>
        <translation>此卡不能购买这种油品，请换油品或换卡。</translation>
    </message>
    <message>
        <source>The card&apos;s state does not allow this any more. Read the card again and look at its state.</source>
        <translation>卡的状态已不允许此操作，请重新读卡查看状态。</translation>
    </message>
    <message>
        <source>The card could not be read. Hold it still on the reader for a second.</source>
        <translation>没有读到卡，请把卡贴住读卡器停留一秒。</translation>
    </message>
    <message>
        <source>The card was taken away too early. Nothing was charged; present it again.</source>
        <translation>卡拿开得太早，未扣款，请重新刷卡。</translation>
    </message>
    <message>
        <source>This card cannot prove that it is genuine. Pay another way or ask at the counter.</source>
        <translation>此卡无法证明是真卡，请换一种方式付款，或到柜台询问。</translation>
    </message>
    <message>
        <source>The centre is away and this card needs it. Try again in a few minutes or pay at the counter.</source>
        <translation>中心暂时断开，此卡需要联网。请过几分钟再试，或到柜台付款。</translation>
    </message>
    <message>
        <source>The centre has been away too long for card sales here. Please pay at the counter.</source>
        <translation>中心断开时间过长，这里暂时不能刷卡，请到柜台付款。</translation>
    </message>
    <message>
        <source>While the centre is away only smaller amounts are possible. Choose a smaller amount.</source>
        <translation>中心断开期间只能加较小的金额，请选择较小的金额。</translation>
    </message>
    <message>
        <source>While the centre is away this card has reached its limit for today. Please pay at the counter.</source>
        <translation>中心断开期间，此卡今日额度已用完，请到柜台付款。</translation>
    </message>
    <message>
        <source>While the centre is away this terminal has reached its limit. Please pay at the counter.</source>
        <translation>中心断开期间，本终端额度已用完，请到柜台付款。</translation>
    </message>
    <message>
        <source>The centre is away and this card is not known here. Try again later or pay at the counter.</source>
        <translation>中心暂时断开，本站不认识此卡。请稍后再试，或到柜台付款。</translation>
    </message>
    <message>
        <source>This terminal&apos;s clock is not sure, so cards cannot be used offline. Pay at the counter; staff: set the clock.</source>
        <translation>本终端时钟不准，离线时不能刷卡。请到柜台付款；工作人员请校准时钟。</translation>
    </message>
    <message>
        <source>The centre is away and nothing of this card&apos;s money may be spent at this station until it is back. Please pay at the counter.</source>
        <translation>中心暂时断开，恢复之前这张卡的余额不能在本站使用。请到柜台付款。</translation>
    </message>
    <message>
        <source>A list of cards older than the one in use was offered and refused. If it happens again, call the office.</source>
        <translation>收到的卡片名单比现用的更旧，已拒绝。如再次发生，请联系办公室。</translation>
    </message>
    <message>
        <source>There is no price for this fuel. Choose another pump; staff: set the price first.</source>
        <translation>这种油品没有价格，请换一台加油机；工作人员请先设置价格。</translation>
    </message>
    <message>
        <source>This product is not known here. Choose another one.</source>
        <translation>这里没有这种商品，请另选。</translation>
    </message>
    <message>
        <source>This sale exists already with other figures. Look at it before you go on.</source>
        <translation>这笔交易已存在且数字不同，请先查看再继续。</translation>
    </message>
    <message>
        <source>This sale was not found. Look in the list of recent sales.</source>
        <translation>没有找到这笔交易，请在最近交易中查看。</translation>
    </message>
    <message>
        <source>The sale has moved on meanwhile. Look at it again; nothing was done twice.</source>
        <translation>交易状态已变化，请重新查看；没有重复执行。</translation>
    </message>
    <message>
        <source>The money handed over is less than the amount due. Enter what was really given.</source>
        <translation>收到的钱少于应付金额，请输入实际收到的金额。</translation>
    </message>
    <message>
        <source>The amount must be more than zero. Enter an amount.</source>
        <translation>金额必须大于零，请输入金额。</translation>
    </message>
    <message>
        <source>This station is not known to the centre. Check the station number in the settings.</source>
        <translation>中心没有这个油站，请检查设置中的站号。</translation>
    </message>
    <message>
        <source>This customer is not known. Check the name or number.</source>
        <translation>没有这个客户，请核对姓名或编号。</translation>
    </message>
    <message>
        <source>The pump does not answer. Choose another pump; what it delivered is counted as soon as it answers.</source>
        <translation>加油机没有应答，请换一台；已加的油会在恢复后计入。</translation>
    </message>
    <message>
        <source>The pump is in use. Wait until it is free or choose another pump.</source>
        <translation>加油机正在使用，请等待或换一台。</translation>
    </message>
    <message>
        <source>No nozzle is lifted at this pump. Lift the nozzle first.</source>
        <translation>这台加油机没有提枪，请先提枪。</translation>
    </message>
    <message>
        <source>The pump did not accept this. Hang up the nozzle and try again.</source>
        <translation>加油机没有接受，请挂好油枪再试一次。</translation>
    </message>
    <message>
        <source>There is no such pump. Choose one of the pumps shown.</source>
        <translation>没有这台加油机，请从显示的加油机中选择。</translation>
    </message>
    <message>
        <source>Someone else has just taken this pump. Choose another pump; nothing was charged.</source>
        <translation>这台加油机刚被别人选用，请换一台；未扣款。</translation>
    </message>
    <message>
        <source>The pump shows another price than the price board. It stays closed until the prices agree; choose another pump.</source>
        <translation>加油机的价格与挂牌价不一致，一致之前不能使用，请换一台。</translation>
    </message>
    <message>
        <source>The pump&apos;s amount does not fit its litres. The sale is kept for the manager to look at.</source>
        <translation>加油机的金额与升数不符，交易已保留，由站长核查。</translation>
    </message>
    <message>
        <source>This pump cannot do that. Choose another way or another pump.</source>
        <translation>这台加油机不支持此操作，请换一种方式或换一台。</translation>
    </message>
    <message>
        <source>The connection to a device was lost. It is being restored by itself; wait a moment.</source>
        <translation>与设备的连接断开，正在自动恢复，请稍等。</translation>
    </message>
    <message>
        <source>A device sent something unreadable. Try again; if it happens again, call the service.</source>
        <translation>设备发来的数据读不懂，请再试一次；如果再次出现，请联系维修。</translation>
    </message>
    <message>
        <source>This needs a second person. Ask a colleague to confirm it under their own name.</source>
        <translation>此操作需要第二人复核，请同事用本人账号确认。</translation>
    </message>
    <message>
        <source>This was taken back before it arrived, so nothing was done. Begin again.</source>
        <translation>该操作在到达之前已被冲正，未作任何处理，请重新开始。</translation>
    </message>
    <message>
        <source>Fuel was delivered for this, so it cannot be taken back. The amount at the pump stands.</source>
        <translation>已经加油，不能冲正，以加油机上的金额为准。</translation>
    </message>
    <message>
        <source>The time for taking this back has passed. Ask the office to correct it with a booking of its own.</source>
        <translation>已超过冲正时限，请后台另行记账更正。</translation>
    </message>
    <message>
        <source>Part of this money was spent or is reserved, so it cannot be taken back whole. Look at the card&apos;s statement.</source>
        <translation>这笔钱已有部分被使用或预留，不能全额冲正，请查看该卡的明细。</translation>
    </message>
    <message>
        <source>This kind of booking cannot be taken back here. Look at the record before you go on.</source>
        <translation>此类记账不能在这里冲正，请先查看记录。</translation>
    </message>
    <message>
        <source>This case has moved on meanwhile. Refresh the list and look at it again.</source>
        <translation>此异常的状态已经改变，请刷新列表后再查看。</translation>
    </message>
    <message>
        <source>This case cannot be closed that way. Choose another resolution.</source>
        <translation>此异常不能这样结案，请选择其他处理方式。</translation>
    </message>
    <message>
        <source>Nothing is owed here any more, so there is nothing to write off. Close the case as explained.</source>
        <translation>这里已没有欠款，无需核销，请以“已说明”结案。</translation>
    </message>
    <message>
        <source>The time for giving this sale back has passed. A manager can give points or a coupon instead.</source>
        <translation>这笔交易已过退款期限。经理可以改为赠送积分或优惠券。</translation>
    </message>
    <message>
        <source>This has been given back already. Look at the sale&apos;s refunds before you go on.</source>
        <translation>这部分已经退过款。请先查看该交易的退款记录。</translation>
    </message>
    <message>
        <source>Nobody has paid for this sale yet, so nothing can be given back. Settle its open case first.</source>
        <translation>这笔交易尚无人付款，无法退款。请先处理它的异常单。</translation>
    </message>
    <message>
        <source>There is not enough money on the card: %1 can be spent. Choose a smaller amount or top up at the counter.</source>
        <translation>卡内余额不足：可用 %1。请选择较小的金额，或到柜台充值。</translation>
    </message>
    <message>
        <source>Limit per purchase reached: %1 can be spent at this time. Choose a smaller amount.</source>
        <translation>超过单笔限额：本次最多可用 %1，请选择较小的金额。</translation>
    </message>
    <message>
        <source>Daily limit reached: %1 left today. Choose a smaller amount or ask at the counter.</source>
        <translation>已到当日限额：今天还可用 %1。请选择较小的金额，或到柜台咨询。</translation>
    </message>
    <message>
        <source>While the centre is away, %1 can be spent at this time. Choose a smaller amount.</source>
        <translation>中心断开期间，本次最多可用 %1，请选择较小的金额。</translation>
    </message>
    <message>
        <source>This PIN is too easy to guess. Choose 4 to 8 digits that are not all the same and do not simply count up or down.</source>
        <translation>这个密码太容易猜到。请选择 4 到 8 位数字，不要全部相同，也不要只是依次递增或递减。</translation>
    </message>
    <message>
        <source>Somebody has this sign-in name already. Choose another one.</source>
        <translation>这个登录名已有人使用，请换一个。</translation>
    </message>
    <message>
        <source>Nobody of that number has a PIN for this station. Choose your name, or ask the manager to set a PIN for you.</source>
        <translation>本站没有该编号的收银密码。请选择您的姓名，或请经理为您设置密码。</translation>
    </message>
    <message>
        <source>This coupon code is not known. Check the code and enter it again.</source>
        <translation>没有这个券码，请核对后重新输入。</translation>
    </message>
    <message>
        <source>This is not a complete coupon code. Check each character, or scan the code.</source>
        <translation>券码不完整或有误，请逐位核对，或改用扫码。</translation>
    </message>
    <message>
        <source>This coupon cannot be used yet. Keep it until its first day.</source>
        <translation>此券尚未到使用日期，请到期后再用。</translation>
    </message>
    <message>
        <source>This coupon has expired. See under &quot;my coupons&quot; which others you have.</source>
        <translation>此券已过期，可在“我的优惠券”中查看其他券。</translation>
    </message>
    <message>
        <source>This coupon has been used already. Use another one, or go on without.</source>
        <translation>此券已经使用过，请换一张，或不用券继续。</translation>
    </message>
    <message>
        <source>This coupon was withdrawn. Use another one, or ask at the counter why.</source>
        <translation>此券已作废，请换一张，或到柜台询问原因。</translation>
    </message>
    <message>
        <source>This coupon is being used in another sale. Finish or cancel that one first, or wait ten minutes.</source>
        <translation>此券正在另一笔交易中使用，请先完成或取消那笔交易，或十分钟后再试。</translation>
    </message>
    <message>
        <source>This coupon is for other customers. Show the card or member code it belongs to.</source>
        <translation>此券不适用于当前顾客，请出示所属的卡或会员码。</translation>
    </message>
    <message>
        <source>This coupon is not valid at this station. Its terms list the stations where it is.</source>
        <translation>此券不适用于本站，可用站点见券的使用说明。</translation>
    </message>
    <message>
        <source>This coupon cannot be used here. Use it at the place its terms name: kiosk, counter or phone.</source>
        <translation>此券不能在这里使用，请按券面说明在自助机、柜台或手机上使用。</translation>
    </message>
    <message>
        <source>This coupon does not go with this way of paying. Pay another way to use it.</source>
        <translation>此券不适用于当前支付方式，换一种支付方式即可使用。</translation>
    </message>
    <message>
        <source>This coupon is not valid at this hour or on this day. Its terms say when it is.</source>
        <translation>此券在当前日期或时段不可用，可用时间见券的使用说明。</translation>
    </message>
    <message>
        <source>Nothing in this sale is what this coupon is for. Add it, or use another coupon.</source>
        <translation>本单没有此券适用的商品，请加购或换一张券。</translation>
    </message>
    <message>
        <source>The sale is too small for this coupon. Buy a little more, or keep it for next time.</source>
        <translation>未达到此券的使用门槛，可再多买一点，或留到下次使用。</translation>
    </message>
    <message>
        <source>This coupon is for topping up a card. Use it with your next top-up.</source>
        <translation>此券仅用于充值，请在下次充值时使用。</translation>
    </message>
    <message>
        <source>This coupon does not go with the better ones already chosen. It stays yours for next time.</source>
        <translation>此券不能与已选的更优惠的券同时使用，可留到下次。</translation>
    </message>
    <message>
        <source>This coupon would take nothing more off. It stays yours for next time.</source>
        <translation>用此券不会再减免，可留到下次使用。</translation>
    </message>
    <message>
        <source>This code was not issued by us. Do not take it; if somebody sold it, tell the manager.</source>
        <translation>此券码不是本公司签发，请勿接受；如系他人出售，请告知站长。</translation>
    </message>
    <message>
        <source>This offer is paused. The coupon stays yours; try again later.</source>
        <translation>该活动已暂停，券仍归您所有，请稍后再试。</translation>
    </message>
    <message>
        <source>All of this offer has been given out. Look for another offer.</source>
        <translation>该活动已发放完毕，请选择其他优惠。</translation>
    </message>
    <message>
        <source>You have had as many of this offer as there are for one person. It may be possible again tomorrow.</source>
        <translation>您参加该活动已达个人上限，明天或可再次参加。</translation>
    </message>
    <message>
        <source>The centre is away and this coupon needs it. Keep it for later, or go on without.</source>
        <translation>暂时连不上中心，此券需要联网核验，请留到以后，或不用券继续。</translation>
    </message>
    <message>
        <source>While the centre is away no more coupons can be taken here today. Keep it for later, or go on without.</source>
        <translation>断网期间本站今天可接受的券已达上限，请留到以后，或不用券继续。</translation>
    </message>
    <message>
        <source>There is no such campaign. Refresh the list and choose one from it.</source>
        <translation>没有这个活动，请刷新列表后选择。</translation>
    </message>
    <message>
        <source>The campaign&apos;s state does not allow this. Refresh the list and look at it again.</source>
        <translation>活动当前状态不允许此操作，请刷新列表后再看。</translation>
    </message>
    <message>
        <source>The terms do not fit together. Correct the marked field and save again.</source>
        <translation>活动规则有矛盾，请更正标出的项目后再保存。</translation>
    </message>
    <message>
        <source>This coupon needs %1 more. Buy a little more, or keep it for next time.</source>
        <translation>还差 %1 可用此券，可再多买一点，或留到下次使用。</translation>
    </message>
    <message>
        <source>This product has run out here. Choose another one, or ask at the counter when it comes.</source>
        <translation>此油品本站已售完。请选择其他油品，或到柜台询问何时到货。</translation>
    </message>
    <message>
        <source>There are no points for this currency. Pay as usual.</source>
        <translation>该币种没有积分方案，请按平常方式付款。</translation>
    </message>
    <message>
        <source>The rules for points do not fit together. Correct the marked field and save again.</source>
        <translation>积分规则有矛盾，请更正标出的项目后再保存。</translation>
    </message>
    <message>
        <source>There are not enough points. Choose fewer; points of the last purchases can be used once they are confirmed.</source>
        <translation>积分不足，请少用一些；最近消费的积分确认后才能使用。</translation>
    </message>
    <message>
        <source>So few points take nothing off. Choose more, or keep them for next time.</source>
        <translation>积分太少，不足以抵扣，请多用一些，或留到下次。</translation>
    </message>
    <message>
        <source>The sale took off more points than were reserved for it. The sale is recorded; the manager looks at the difference.</source>
        <translation>本单抵扣的积分超过为其预留的数量。交易已记录，差额由站长处理。</translation>
    </message>
    <message>
        <source>There are not enough points: %1 can be paid with them now. Choose fewer points.</source>
        <translation>积分不足：目前最多可抵扣 %1，请少用一些积分。</translation>
    </message>
    <message>
        <source>The amount of the goods is not their quantity times their price. The sale is recorded; a person looks at it.</source>
        <translation>商品金额与数量乘单价不符。交易已记录，将由人工核查。</translation>
    </message>
    <message>
        <source>There is no such article. Search the list for it.</source>
        <translation>没有这种商品，请在列表中查找。</translation>
    </message>
    <message>
        <source>This code is in use already. Choose another code, or change the article that has it.</source>
        <translation>该编码已被使用。请换一个编码，或修改已有的商品。</translation>
    </message>
    <message>
        <source>Somebody has changed this article since you opened it. Open it again and make your change once more.</source>
        <translation>您打开之后有人修改过该商品。请重新打开后再修改一次。</translation>
    </message>
    <message>
        <source>There is no such group. Choose one from the list, or add it first.</source>
        <translation>没有这个分类。请从列表中选择，或先添加。</translation>
    </message>
    <message>
        <source>This article has no price at this station. Ask the office to enter one.</source>
        <translation>该商品在本站没有价格，请办公室录入。</translation>
    </message>
    <message>
        <source>This article is not sold any more. Put it aside and tell the manager.</source>
        <translation>该商品已停售。请放到一边并告知经理。</translation>
    </message>
    <message>
        <source>This is not a right barcode: its check digit does not fit. Scan it again, or type it from the package.</source>
        <translation>条码校验位不符。请重新扫描，或按包装上的数字输入。</translation>
    </message>
    <message>
        <source>This barcode belongs to another article. Take it off there first.</source>
        <translation>该条码属于另一种商品，请先从那里删除。</translation>
    </message>
    <message>
        <source>Nothing in the catalogue has this barcode. Search it by name, or ask the office to add it.</source>
        <translation>商品目录中没有该条码。请按名称查找，或请办公室添加。</translation>
    </message>
    <message>
        <source>This picture cannot be kept. Choose a PNG file of at most 64 KB.</source>
        <translation>图片无法保存。请换一张更小的图片（64 千字节以内）。</translation>
    </message>
    <message>
        <source>There is not so much of it in stock. Count it first, or take less.</source>
        <translation>库存不足。请先盘点，或减少数量。</translation>
    </message>
    <message>
        <source>This delivery from another station was received already. Refresh the list.</source>
        <translation>该调拨已收货，请刷新列表。</translation>
    </message>
    <message>
        <source>Say why it is thrown away, for example &quot;out of date&quot; or &quot;broken&quot;.</source>
        <translation>请说明报废原因，例如“过期”或“破损”。</translation>
    </message>
    <message>
        <source>This quantity is not possible here. Enter whole pieces, or a weight for what is sold by weight.</source>
        <translation>数量不正确。请输入整件数，按重量销售的请输入重量。</translation>
    </message>
    <message>
        <source>This card buys fuel only. Take the goods out of the basket, or let them be paid another way.</source>
        <translation>该卡仅限加油。请把商品移出购物篮，或用其他方式支付。</translation>
    </message>
    <message>
        <source>The basket is full. Take the payment for it and begin a second one.</source>
        <translation>购物篮已满。请先收款，再开始下一篮。</translation>
    </message>
    <message>
        <source>There is no wash left on this card. Buy a package at the counter first.</source>
        <translation>该卡没有剩余洗车次数，请先在收银台购买套餐。</translation>
    </message>
    <message>
        <source>All washes of this package are used. Buy another one at the counter.</source>
        <translation>该套餐的洗车次数已用完，请在收银台另购。</translation>
    </message>
    <message>
        <source>Some of this has been used already, so it cannot all be given back. Refund only what is unused.</source>
        <translation>其中一部分已经使用，不能全部退款。请只退未使用的部分。</translation>
    </message>
    <message>
        <source>Nothing can be given back while the centre does not answer. Try again in a while; asking again gives nothing twice.</source>
        <translation>中心没有应答，现在不能退款。请稍后再试；重复提交不会重复退款。</translation>
    </message>
    <message>
        <source>Points can be used only while the centre answers. Pay without them now; they are kept for next time.</source>
        <translation>只有中心有应答时才能使用积分。本次请不用积分付款，积分留到下次使用。</translation>
    </message>
    <message>
        <source>It cannot be given to this number. Check it, or give the coupon to somebody else.</source>
        <translation>不能送给这个号码。请核对号码，或送给别人。</translation>
    </message>
    <message>
        <source>This coupon cannot be given to somebody else. Use it yourself, or choose another one.</source>
        <translation>这张券不能转赠。请自己使用，或选择另一张。</translation>
    </message>
    <message>
        <source>The payment service gave no clear answer. Do not pay again: the result is being asked for and will be shown here.</source>
        <translation>支付渠道没有给出明确结果。请勿再次付款：系统正在查询，结果会显示在这里。</translation>
    </message>
    <message>
        <source>A message in the name of the payment service was not signed by it and was refused. Check the keys of this channel, then ask the channel for the order.</source>
        <translation>一条以支付渠道名义发来的消息签名不符，已拒绝。请检查该渠道的密钥，再查询该订单。</translation>
    </message>
    <message>
        <source>A message of the payment service came too late or its clock is wrong, so it was refused. Check the server&apos;s clock, then ask the channel for the order.</source>
        <translation>支付渠道的消息已过时或时钟不符，已拒绝。请检查服务器时钟，再查询该订单。</translation>
    </message>
    <message>
        <source>The payment service answered something unreadable. Do not pay again; the result is being asked for by itself.</source>
        <translation>支付渠道的应答无法识别。请勿再次付款，系统会自动查询结果。</translation>
    </message>
    <message>
        <source>This payment belongs to another merchant and was not booked. Check the merchant number of this station.</source>
        <translation>这笔付款属于其他商户，未入账。请检查本站的商户号。</translation>
    </message>
    <message>
        <source>The payment service names another amount or order than ours, so nothing was booked. Compare both and settle it by hand.</source>
        <translation>支付渠道给出的金额或订单与我方不符，未入账。请核对双方记录后人工处理。</translation>
    </message>
    <message>
        <source>This payment service cannot do that. Choose another way to pay or to give the money back.</source>
        <translation>该支付渠道不支持此操作。请选择其他付款或退款方式。</translation>
    </message>
    <message>
        <source>This is not a payment code that can be used here. Open the payment code in the app again and show it once more.</source>
        <translation>无法识别此付款码。请在手机上重新打开付款码再出示。</translation>
    </message>
    <message>
        <source>The payment service&apos;s bill has another form than expected and was not taken. Keep the file and call the office.</source>
        <translation>支付渠道账单的格式与预期不符，未导入。请保留文件并联系总部。</translation>
    </message>
    <message>
        <source>The payment service&apos;s bill is incomplete or was changed on its way. Download it again.</source>
        <translation>支付渠道账单不完整或在传输中被改动。请重新下载。</translation>
    </message>
    <message>
        <source>The payment service&apos;s bill is not ready yet. It will be asked for again by itself.</source>
        <translation>支付渠道的账单尚未生成。系统会自动再次获取。</translation>
    </message>
    <message>
        <source>The payment service refused this payment; no money moved. Ask for another way to pay.</source>
        <translation>支付平台拒绝了这笔付款，没有扣款。请换一种方式支付。</translation>
    </message>
    <message>
        <source>No merchant account is set up for this way of paying at this station. Ask the office to add one.</source>
        <translation>本站没有为这种支付方式设置商户号。请联系管理人员添加。</translation>
    </message>
    <message>
        <source>There is no such payment order. Check its number.</source>
        <translation>没有这笔支付订单。请核对订单号。</translation>
    </message>
    <message>
        <source>This payment has moved on meanwhile, so this cannot be done with it any more. Refresh and look at its state.</source>
        <translation>这笔付款的状态已变化，不能再这样处理。请刷新后查看状态。</translation>
    </message>
    <message>
        <source>This QR code is too old to be paid. Start again to get a new one.</source>
        <translation>此二维码已过期。请重新开始获取新的二维码。</translation>
    </message>
    <message>
        <source>This is more than may be paid at once or today. Choose a smaller amount.</source>
        <translation>超过单笔或当日限额。请选择较小的金额。</translation>
    </message>
    <message>
        <source>This is less than may be paid here. Choose a larger amount.</source>
        <translation>低于最低金额。请选择较大的金额。</translation>
    </message>
    <message>
        <source>The amount or what is paid for was changed after the payment began. Start a new payment.</source>
        <translation>付款开始后金额或内容被更改。请重新发起付款。</translation>
    </message>
    <message>
        <source>Whether this was paid is not known yet. Do not pay again: it is being asked for and will be booked or given back by itself.</source>
        <translation>暂不清楚是否付款成功。请勿重复付款：系统正在查询，会自动入账或退回。</translation>
    </message>
    <message>
        <source>This is more than is left of the payment. Give back at most what was paid and not given back yet.</source>
        <translation>超过可退金额。最多只能退回已付且尚未退回的部分。</translation>
    </message>
    <message>
        <source>Differences of this day are not explained yet. Settle each of them, then close the day.</source>
        <translation>当日仍有未解释的差异。请逐条处理后再关账。</translation>
    </message>
    <message>
        <source>Somebody else has settled this difference meanwhile. Refresh the list.</source>
        <translation>这条差异已被他人处理。请刷新列表。</translation>
    </message>
    <message>
        <source>The payment service&apos;s bill for this day is not here yet. Fetch it, then reconcile again.</source>
        <translation>尚未取得该日的渠道账单。请先下载账单再对账。</translation>
    </message>
    <message>
        <source>This day is closed. Book what belongs to it on an open day.</source>
        <translation>该日已关账。请在未关账的日期入账。</translation>
    </message>
    <message>
        <source>An invoice needs a title: the company&apos;s registered name, or a person&apos;s name. Correct it.</source>
        <translation>开票需要抬头：企业注册名称或个人姓名。请更正。</translation>
    </message>
    <message>
        <source>This tax number is not correct. Compare each character with the business licence.</source>
        <translation>税号不正确。请逐位核对营业执照。</translation>
    </message>
    <message>
        <source>Everything of this sale is on an invoice already, or was given back. Reverse that invoice first if it is wrong.</source>
        <translation>该笔消费已全部开票或已退款。如发票有误请先红冲。</translation>
    </message>
    <message>
        <source>This invoice has moved on meanwhile. Refresh and look at its state.</source>
        <translation>发票状态已变化。请刷新后查看。</translation>
    </message>
    <message>
        <source>This text names a field that such messages do not have. Use the fields that are listed.</source>
        <translation>文本使用了该类消息没有的字段。请使用列出的字段。</translation>
    </message>
    <message>
        <source>The message service refused this message. Check the number or address.</source>
        <translation>消息服务拒绝发送。请核对号码或地址。</translation>
    </message>
    <message>
        <source>This code is wrong or too old. Enter the newest one, or ask for another.</source>
        <translation>验证码错误或已过期。请输入最新的验证码或重新获取。</translation>
    </message>
    <message>
        <source>Too many codes were asked for or tried. Wait a while, then try again.</source>
        <translation>获取或尝试次数过多。请稍后再试。</translation>
    </message>
    <message>
        <source>This bill cannot be paid here. Choose one of the services shown.</source>
        <translation>此处不能缴纳该账单。请选择列出的服务。</translation>
    </message>
    <message>
        <source>The service does not know this account number or plate. Check it and try again.</source>
        <translation>缴费单位查不到该户号或车牌。请核对后重试。</translation>
    </message>
    <message>
        <source>The service does not answer at the moment. Nothing was taken; try again later.</source>
        <translation>缴费单位暂无响应，没有扣款。请稍后再试。</translation>
    </message>
    <message>
        <source>This bill is paid already. There is nothing left to pay.</source>
        <translation>该账单已缴清，无需再缴。</translation>
    </message>
    <message>
        <source>The tax platform does not answer at the moment. The invoice is kept and sent again by itself.</source>
        <translation>税务平台暂无应答。发票已保存，稍后会自动重新提交。</translation>
    </message>
    <message>
        <source>The tax platform did not accept this invoice. Check title and tax number and ask for it again.</source>
        <translation>税务平台未受理此发票。请核对抬头和税号后重新申请。</translation>
    </message>
    <message>
        <source>This bill can only be paid as a whole. Choose the full amount.</source>
        <translation>此账单只能全额缴纳，请选择全额。</translation>
    </message>
    <message>
        <source>The service did not accept this payment. Nothing is lost: the money goes back the way it came.</source>
        <translation>收费单位未受理此笔缴费。款项不会丢失，将原路退回。</translation>
    </message>
    <message>
        <source>This bill has changed meanwhile. Look it up again and check the amount.</source>
        <translation>账单已有变动。请重新查询并核对金额。</translation>
    </message>
    <message>
        <source>Your sign-in has ended. Sign in again to go on.</source>
        <translation>登录已失效，请重新登录后继续。</translation>
    </message>
    <message>
        <source>Too many tries. Signing in with this number is locked for a while; try again later or ask the hotline.</source>
        <translation>尝试次数过多，此号码暂时无法登录。请稍后再试，或拨打客服热线。</translation>
    </message>
    <message>
        <source>This is not a mobile number. Enter the 11 digits of your number.</source>
        <translation>这不是有效的手机号码，请输入11位手机号。</translation>
    </message>
    <message>
        <source>The app you sign in with does not answer at the moment. Try again, or sign in with a code by SMS.</source>
        <translation>用于登录的应用暂无应答。请重试，或使用短信验证码登录。</translation>
    </message>
    <message>
        <source>The app did not confirm this sign-in. Start again, or sign in with a code by SMS.</source>
        <translation>该应用未确认本次登录。请重新开始，或使用短信验证码登录。</translation>
    </message>
    <message>
        <source>No customer uses this account yet. Sign in with your phone number once and link it.</source>
        <translation>此账号尚未关联客户。请先用手机号登录一次并完成关联。</translation>
    </message>
    <message>
        <source>The bank&apos;s statement cannot be read at the line that is named. Export it again and import that; nothing of this one was taken.</source>
        <translation>银行流水在所指的行无法读取。请重新导出后再导入；本次未录入任何内容。</translation>
    </message>
    <message>
        <source>Somebody else has dealt with this transfer meanwhile. Look at it again.</source>
        <translation>这笔转账已由其他人处理，请重新查看。</translation>
    </message>
    <message>
        <source>This account number is not correct. Compare each digit with the bank&apos;s paper.</source>
        <translation>账号不正确，请与银行单据逐位核对。</translation>
    </message>
</context>
<context>
    <name>SetupView</name>
    <message>
        <source>Fill up</source>
        <translation>加满</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Litres</source>
        <translation>升数</translation>
    </message>
</context>
<context>
    <name>SignInPanel</name>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>删除一位</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>换人</translation>
    </message>
    <message>
        <source>Stop pump %1</source>
        <translation>停止 %1 号机</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>Asking</source>
        <translation>询问中</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已授权</translation>
    </message>
    <message>
        <source>Pump released</source>
        <translation>已放行</translation>
    </message>
    <message>
        <source>Fuelling</source>
        <translation>加油中</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>加油结束</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>待付款</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已付款</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Needs a look</source>
        <translation>需人工处理</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>油卡</translation>
    </message>
    <message>
        <source>Prepaid</source>
        <translation>预付</translation>
    </message>
    <message>
        <source>Pay afterwards</source>
        <translation>后付</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>Calling</source>
        <translation>提枪待放行</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>已放行</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Not active yet</source>
        <translation>未启用</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>已冻结</translation>
    </message>
    <message>
        <source>Reported lost</source>
        <translation>已挂失</translation>
    </message>
    <message>
        <source>Account closed</source>
        <translation>已销户</translation>
    </message>
    <message>
        <source>92#</source>
        <translation>92#</translation>
    </message>
    <message>
        <source>95#</source>
        <translation>95#</translation>
    </message>
    <message>
        <source>98#</source>
        <translation>98#</translation>
    </message>
    <message>
        <source>0# diesel</source>
        <translation>0# 柴油</translation>
    </message>
    <message>
        <source>-10# diesel</source>
        <translation>-10# 柴油</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>收银员</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>经理</translation>
    </message>
    <message>
        <source>System operator</source>
        <translation>系统运维</translation>
    </message>
    <message>
        <source>The gauge reports a leak. Stop selling from this tank and call the manager.</source>
        <translation>液位仪报告泄漏。请停止使用此罐并通知经理。</translation>
    </message>
    <message>
        <source>Too much water in the tank. Have it pumped out.</source>
        <translation>罐内积水过多，请安排抽水。</translation>
    </message>
    <message>
        <source>The tank is overfilled. Stop the delivery.</source>
        <translation>油罐超装，请停止卸油。</translation>
    </message>
    <message>
        <source>Nearly empty. Order a delivery.</source>
        <translation>油罐将空，请订油。</translation>
    </message>
    <message>
        <source>The level fell suddenly. Look at the tank and call the manager.</source>
        <translation>液位突然下降。请查看油罐并通知经理。</translation>
    </message>
    <message>
        <source>Nearly full. Watch the delivery.</source>
        <translation>油罐将满，请注意卸油。</translation>
    </message>
    <message>
        <source>The gauge cannot tell the level. Call the service.</source>
        <translation>液位仪无法测得液位，请联系维修。</translation>
    </message>
    <message>
        <source>The probe does not answer. Call the service.</source>
        <translation>探棒无应答，请联系维修。</translation>
    </message>
    <message>
        <source>Water is rising in the tank. Have it looked at.</source>
        <translation>罐内水位上升，请安排检查。</translation>
    </message>
    <message>
        <source>A delivery is needed. Order one.</source>
        <translation>需要进油，请订油。</translation>
    </message>
    <message>
        <source>Full. Stop the delivery.</source>
        <translation>油罐已满，请停止卸油。</translation>
    </message>
    <message>
        <source>The level fell although no hose was open. Look at the tank and call the manager.</source>
        <translation>没有加油时液位下降。请查看油罐并通知经理。</translation>
    </message>
    <message>
        <source>The gauge&apos;s figures do not fit this tank. Have its settings checked.</source>
        <translation>液位仪读数与此罐不符，请检查其设置。</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>UnionPay</source>
        <translation>云闪付</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Bank transfer</source>
        <translation>银行转账</translation>
    </message>
    <message>
        <source>The printer&apos;s paper is nearly used up.</source>
        <translation>打印机纸快用完了。</translation>
    </message>
    <message>
        <source>The printer has no paper. Put a roll in.</source>
        <translation>打印机缺纸，请装入纸卷。</translation>
    </message>
    <message>
        <source>The printer&apos;s cover is open. Close it.</source>
        <translation>打印机盖未关，请合上。</translation>
    </message>
    <message>
        <source>The printer has a fault. Switch it off and on; call service if that does not help.</source>
        <translation>打印机故障，请关机后重开；仍不行请联系维修。</translation>
    </message>
    <message>
        <source>The printer does not answer. Look at its cable and switch.</source>
        <translation>打印机无响应，请检查连线和电源开关。</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>%1 L</source>
        <extracomment>Litres</extracomment>
        <translation>%1 升</translation>
    </message>
    <message>
        <source>%1/L</source>
        <extracomment>Price of one litre</extracomment>
        <translation>%1/升</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>Pump %1</source>
        <translation>%1 号机</translation>
    </message>
    <message>
        <source>Tank %1</source>
        <translation>%1 号罐</translation>
    </message>
</context>
<context>
    <name>ThemeSwitch</name>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比</translation>
    </message>
</context>
<context>
    <name>TopUpDoneScreen</name>
    <message>
        <source>Available now</source>
        <translation>当前可用</translation>
    </message>
    <message>
        <source>Order …%1</source>
        <translation>订单号 …%1</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>TopUpQrScreen</name>
    <message>
        <source>The code to scan with %1</source>
        <translation>用%1扫描的二维码</translation>
    </message>
    <message>
        <source>Good for another %1 s. This page goes on by itself when you have paid.</source>
        <translation>%1 秒内有效。付款后本页自动继续。</translation>
    </message>
    <message>
        <source>This usually takes a few seconds. Please do not pay any more.</source>
        <translation>通常只需几秒钟。请不要再付款。</translation>
    </message>
</context>
<context>
    <name>Web</name>
    <message>
        <source>Until %1.</source>
        <translation>有效期至%1。</translation>
    </message>
    <message>
        <source>QR code of the coupon</source>
        <translation>优惠券二维码</translation>
    </message>
    <message>
        <source>Show this at the kiosk or the counter before you pay. Whoever has the code can use it.</source>
        <translation>付款前到自助终端或柜台出示。凭此码即可使用，请勿外传。</translation>
    </message>
    <message>
        <source>Put it on your card</source>
        <translation>领到卡上</translation>
    </message>
    <message>
        <source>Card number</source>
        <translation>卡号</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Claim the coupon</source>
        <translation>领取优惠券</translation>
    </message>
    <message>
        <source>A card with a chip, or without a PIN, claims it at the kiosk: enter the code %1 there.</source>
        <translation>芯片卡或未设密码的卡请在自助终端领取：输入领取码 %1。</translation>
    </message>
    <message>
        <source>Youka</source>
        <translation>油卡</translation>
    </message>
    <message>
        <source>Coupon</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>What else there is for you: at any kiosk under &quot;my coupons&quot;, or ask at the counter.</source>
        <translation>其他优惠：在任一自助终端的“我的优惠券”中查看，或到柜台询问。</translation>
    </message>
    <message>
        <source>It is yours. You find it at any kiosk under &quot;my coupons&quot; when you show your card.</source>
        <translation>领取成功。在任一自助终端出示卡，即可在“我的优惠券”中看到。</translation>
    </message>
    <message>
        <source>The card number or the PIN is not right. Check both; after three wrong PINs a card is blocked.</source>
        <translation>卡号或密码不正确，请核对。密码连续输错三次，卡将被锁定。</translation>
    </message>
    <message>
        <source>This form came from another site. Open the coupon here again.</source>
        <translation>此表单来自其他网站。请在本页重新打开优惠券。</translation>
    </message>
    <message>
        <source>The form was open too long. Enter card and PIN again.</source>
        <translation>页面打开时间过长，请重新输入卡号和密码。</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>我的卡</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>Stations</source>
        <translation>加油站</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Earlier ones</source>
        <translation>更早的记录</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Mobile number</source>
        <translation>手机号</translation>
    </message>
    <message>
        <source>Send a code by SMS</source>
        <translation>获取短信验证码</translation>
    </message>
    <message>
        <source>The number that you gave when you got your card. If it is known, a code arrives within a minute.</source>
        <translation>请使用办卡时登记的手机号。号码已登记的，一分钟内会收到验证码。</translation>
    </message>
    <message>
        <source>Enter the code</source>
        <translation>输入验证码</translation>
    </message>
    <message>
        <source>If this number is known, a code of six digits is on its way. It is good for five minutes.</source>
        <translation>若该号码已登记，六位验证码已发出，五分钟内有效。</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>验证码</translation>
    </message>
    <message>
        <source>Nobody of ours ever asks you for this code.</source>
        <translation>工作人员绝不会向您索要验证码。</translation>
    </message>
    <message>
        <source>Use another number, or send a new code</source>
        <translation>换一个号码或重新获取</translation>
    </message>
    <message>
        <source>Wait about %1 min.</source>
        <translation>请等待约 %1 分钟。</translation>
    </message>
    <message>
        <source>Sign in with WeChat</source>
        <translation>微信登录</translation>
    </message>
    <message>
        <source>Sign in with Alipay</source>
        <translation>支付宝登录</translation>
    </message>
    <message>
        <source>Link WeChat</source>
        <translation>绑定微信</translation>
    </message>
    <message>
        <source>Link Alipay</source>
        <translation>绑定支付宝</translation>
    </message>
    <message>
        <source>Unlink WeChat</source>
        <translation>解除绑定微信</translation>
    </message>
    <message>
        <source>Unlink Alipay</source>
        <translation>解除绑定支付宝</translation>
    </message>
    <message>
        <source>Other ways to sign in</source>
        <translation>其他登录方式</translation>
    </message>
    <message>
        <source>Once linked, the app signs you in without a code.</source>
        <translation>绑定后无需验证码即可登录。</translation>
    </message>
    <message>
        <source>Where you are signed in</source>
        <translation>已登录的设备</translation>
    </message>
    <message>
        <source>A device that you do not know: sign it out.</source>
        <translation>发现陌生设备时请将其退出。</translation>
    </message>
    <message>
        <source>Unknown device</source>
        <translation>未知设备</translation>
    </message>
    <message>
        <source>this device</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>登录于</translation>
    </message>
    <message>
        <source>last seen</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>退出所有设备</translation>
    </message>
    <message>
        <source>This form came from another site. Open the page here again.</source>
        <translation>该表单来自其他网站，请在这里重新打开页面。</translation>
    </message>
    <message>
        <source>The form was open too long. Open the page again; nothing was done.</source>
        <translation>页面停留过久，请重新打开；未做任何操作。</translation>
    </message>
    <message>
        <source>The page was open for more than a quarter of an hour, so nothing was done. You are still signed in: please do it once more.</source>
        <translation>页面打开已超过十五分钟，未做任何操作。您仍处于登录状态，请再操作一次。</translation>
    </message>
    <message>
        <source>Hello, %1</source>
        <translation>%1，您好</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分抵扣</translation>
    </message>
    <message>
        <source>You have no card yet. Any counter issues one.</source>
        <translation>您还没有油卡，可在任一柜台办理。</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>冻结中</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>账单明细</translation>
    </message>
    <message>
        <source>Top up</source>
        <translation>充值</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Not active yet</source>
        <translation>未启用</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>已冻结</translation>
    </message>
    <message>
        <source>Reported lost</source>
        <translation>已挂失</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已销户</translation>
    </message>
    <message>
        <source>Top-up</source>
        <translation>充值</translation>
    </message>
    <message>
        <source>Purchase</source>
        <translation>消费</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Reversal</source>
        <translation>冲正</translation>
    </message>
    <message>
        <source>Bill payment</source>
        <translation>缴费</translation>
    </message>
    <message>
        <source>Booking</source>
        <translation>记账</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>Nothing was booked in this month.</source>
        <translation>本月没有记录。</translation>
    </message>
    <message>
        <source>In</source>
        <translation>收入</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>支出</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>电子小票</translation>
    </message>
    <message>
        <source>My coupons</source>
        <translation>我的优惠券</translation>
    </message>
    <message>
        <source>You have no coupon at the moment.</source>
        <translation>您目前没有优惠券。</translation>
    </message>
    <message>
        <source>Until %1</source>
        <translation>有效期至%1</translation>
    </message>
    <message>
        <source>You have a code?</source>
        <translation>有券码？</translation>
    </message>
    <message>
        <source>Coupon code</source>
        <translation>券码</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>油卡</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>of this bonus money</source>
        <translation>其中赠送金</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Limit per sale</source>
        <translation>单笔限额</translation>
    </message>
    <message>
        <source>Limit per day</source>
        <translation>每日限额</translation>
    </message>
    <message>
        <source>Report this card lost</source>
        <translation>挂失此卡</translation>
    </message>
    <message>
        <source>The card stops at once, at every station. Its money stays yours; a counter gives you a new card.</source>
        <translation>该卡立即在所有加油站停用。卡内资金不受影响，可到柜台补卡。</translation>
    </message>
    <message>
        <source>PIN of the card</source>
        <translation>卡密码</translation>
    </message>
    <message>
        <source>Report lost with the PIN</source>
        <translation>用卡密码挂失</translation>
    </message>
    <message>
        <source>Report lost with the code</source>
        <translation>用验证码挂失</translation>
    </message>
    <message>
        <source>No PIN at hand: send a code by SMS</source>
        <translation>不记得密码：获取短信验证码</translation>
    </message>
    <message>
        <source>The card is reported lost. Nobody can pay with it any more.</source>
        <translation>已挂失，任何人都不能再用此卡消费。</translation>
    </message>
    <message>
        <source>The PIN is not right. After three wrong ones it is blocked; a code by SMS does it too.</source>
        <translation>密码不正确。连错三次将被锁定，也可使用短信验证码。</translation>
    </message>
    <message>
        <source>This card has no PIN that can be used here. Use a code by SMS.</source>
        <translation>此卡没有可用的密码，请使用短信验证码。</translation>
    </message>
    <message>
        <source>Electronic receipt</source>
        <translation>电子小票</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>加油站</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Sale number</source>
        <translation>交易号</translation>
    </message>
    <message>
        <source>Pump</source>
        <translation>油枪位</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>充值金额</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>实付</translation>
    </message>
    <message>
        <source>Paid with</source>
        <translation>支付方式</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>This receipt is not known. Scan the code on it again; a sale made a moment ago may need a minute to arrive.</source>
        <translation>找不到该小票。请重新扫描；刚完成的交易可能需要一分钟才能同步。</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>发票</translation>
    </message>
    <message>
        <source>Can be invoiced</source>
        <translation>可开票金额</translation>
    </message>
    <message>
        <source>Nothing of this sale is left to be invoiced.</source>
        <translation>该交易没有可开票金额。</translation>
    </message>
    <message>
        <source>Made out to</source>
        <translation>抬头类型</translation>
    </message>
    <message>
        <source>A person</source>
        <translation>个人</translation>
    </message>
    <message>
        <source>A company</source>
        <translation>企业</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Tax number (companies)</source>
        <translation>纳税人识别号（企业）</translation>
    </message>
    <message>
        <source>Request the invoice</source>
        <translation>申请开票</translation>
    </message>
    <message>
        <source>Once it is issued it can be downloaded here.</source>
        <translation>开具后可在此下载。</translation>
    </message>
    <message>
        <source>The invoice was requested. It stands here as soon as it is issued.</source>
        <translation>已申请开票，开具后将显示在这里。</translation>
    </message>
    <message>
        <source>requested</source>
        <translation>申请中</translation>
    </message>
    <message>
        <source>issued</source>
        <translation>已开具</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>开具失败</translation>
    </message>
    <message>
        <source>reversed</source>
        <translation>已红冲</translation>
    </message>
    <message>
        <source>Download (PDF)</source>
        <translation>下载 PDF</translation>
    </message>
    <message>
        <source>Stations and prices</source>
        <translation>加油站与油价</translation>
    </message>
    <message>
        <source>Sort by distance from here</source>
        <translation>按距离排序</translation>
    </message>
    <message>
        <source>Your place is used for this list only and is not kept.</source>
        <translation>位置仅用于本次排序，不会保存。</translation>
    </message>
    <message>
        <source>%1 km</source>
        <translation>%1 公里</translation>
    </message>
    <message>
        <source>No price is published.</source>
        <translation>暂无公布油价。</translation>
    </message>
    <message>
        <source>No station is known yet.</source>
        <translation>暂无加油站信息。</translation>
    </message>
    <message>
        <source>Another amount</source>
        <translation>其他金额</translation>
    </message>
    <message>
        <source>+ %1 bonus</source>
        <translation>赠 %1</translation>
    </message>
    <message>
        <source>Pay with</source>
        <translation>支付方式</translation>
    </message>
    <message>
        <source>Go on to pay</source>
        <translation>去支付</translation>
    </message>
    <message>
        <source>From %1 to %2.</source>
        <translation>单笔 %1 至 %2。</translation>
    </message>
    <message>
        <source>Scan this with %1, or open it on this phone.</source>
        <translation>请用%1扫码，或在本机打开。</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开%1</translation>
    </message>
    <message>
        <source>QR code to pay with</source>
        <translation>支付二维码</translation>
    </message>
    <message>
        <source>Waiting for the payment. This page looks for it by itself.</source>
        <translation>等待支付，页面会自动刷新。</translation>
    </message>
    <message>
        <source>The payment is being prepared …</source>
        <translation>正在准备支付……</translation>
    </message>
    <message>
        <source>Paid. %1 was added to the card.</source>
        <translation>支付成功，%1 已充入卡内。</translation>
    </message>
    <message>
        <source>Balance now</source>
        <translation>当前可用</translation>
    </message>
    <message>
        <source>This payment has ended; nothing was charged.</source>
        <translation>该笔支付已结束，未扣款。</translation>
    </message>
    <message>
        <source>The payment did not go through; nothing was charged.</source>
        <translation>支付未成功，未扣款。</translation>
    </message>
    <message>
        <source>It is not clear yet whether the payment went through. We keep asking; money that is not booked comes back by itself.</source>
        <translation>支付结果尚未确认，系统会持续查询；未入账的款项将自动退回。</translation>
    </message>
    <message>
        <source>The money is on its way back.</source>
        <translation>款项正在退回。</translation>
    </message>
    <message>
        <source>The money went back the way it came.</source>
        <translation>款项已原路退回。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消支付</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重新充值</translation>
    </message>
    <message>
        <source>Paying by phone is not possible at the moment.</source>
        <translation>目前无法手机支付。</translation>
    </message>
    <message>
        <source>Somebody of ours looks at this payment. Please call the hotline.</source>
        <translation>该笔支付需人工处理，请联系客服。</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>UnionPay</source>
        <translation>云闪付</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>¥%1/L</source>
        <translation>¥%1/升</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>What we tell you, how, and in which language.</source>
        <translation>提醒内容、方式和语言。</translation>
    </message>
    <message>
        <source>You cannot be reached yet. Any counter takes down your number or e-mail address.</source>
        <translation>还没有您的联系方式。请到任一柜台登记手机号或邮箱。</translation>
    </message>
    <message>
        <source>Language of the messages</source>
        <translation>消息语言</translation>
    </message>
    <message>
        <source>Tell me when a card has less than</source>
        <translation>余额低于多少时提醒我</translation>
    </message>
    <message>
        <source>Once each time the balance falls below it. 0: never.</source>
        <translation>每次降到该金额以下提醒一次；填 0 表示不提醒。</translation>
    </message>
    <message>
        <source>What we tell you</source>
        <translation>提醒内容</translation>
    </message>
    <message>
        <source>Codes, and that a card was frozen, always come.</source>
        <translation>验证码和冻结通知始终发送。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Enter an amount like 50.00.</source>
        <translation>请输入金额，例如 50.00。</translation>
    </message>
    <message>
        <source>A card paid</source>
        <translation>油卡消费</translation>
    </message>
    <message>
        <source>A top-up arrived</source>
        <translation>充值到账</translation>
    </message>
    <message>
        <source>The balance is low</source>
        <translation>余额不足</translation>
    </message>
    <message>
        <source>A day&apos;s limit is nearly used up</source>
        <translation>当日限额将用完</translation>
    </message>
    <message>
        <source>A coupon ends soon</source>
        <translation>优惠券将到期</translation>
    </message>
    <message>
        <source>An invoice is ready</source>
        <translation>发票已开具</translation>
    </message>
    <message>
        <source>SMS</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>邮件</translation>
    </message>
    <message>
        <source>App</source>
        <translation>应用通知</translation>
    </message>
    <message>
        <source>Apps that show messages</source>
        <translation>接收通知的应用</translation>
    </message>
    <message>
        <source>On %1 of your devices.</source>
        <translation>您的 %1 台设备上。</translation>
    </message>
    <message>
        <source>No app messages any more</source>
        <translation>不再发送应用通知</translation>
    </message>
</context>
<context>
    <name>WorkPanel</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Put the card away</source>
        <translation>收起此卡</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>删除一位</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Give back ...</source>
        <translation>退款…</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
</context>
<context>
    <name>youka::BalanceModel</name>
    <message>
        <source>%1 reserved for a sale under way</source>
        <translation>%1 已为进行中的交易预留</translation>
    </message>
    <message>
        <source>Valid until %1</source>
        <translation>有效期至 %1</translation>
    </message>
    <message>
        <source>As known at this station at %1; later movements may be missing</source>
        <translation>本站 %1 的数据，之后的变动可能未计入</translation>
    </message>
    <message>
        <source>As known at this terminal alone at %1; later movements may be missing</source>
        <translation>仅为本终端 %1 的数据，之后的变动可能未计入</translation>
    </message>
    <message>
        <source>Fuel</source>
        <translation>油品</translation>
    </message>
    <message>
        <source>Top-up</source>
        <translation>充值</translation>
    </message>
    <message>
        <source>Booking</source>
        <translation>记账</translation>
    </message>
    <message>
        <source>Reversal</source>
        <translation>冲正</translation>
    </message>
</context>
<context>
    <name>youka::BillsModel</name>
    <message>
        <source>Credit for %1</source>
        <translation>为 %1 充值</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>%1 and a late fee of %2</source>
        <translation>%1，另加滞纳金 %2</translation>
    </message>
    <message>
        <source>%1 more each day</source>
        <translation>每天增加 %1</translation>
    </message>
    <message>
        <source>to be paid by %1</source>
        <translation>请于 %1 前缴纳</translation>
    </message>
    <message>
        <source>Step %1: %2 at %3, %4</source>
        <translation>第 %1 档：%2，单价 %3，计 %4</translation>
    </message>
    <message>
        <source>Which plate?</source>
        <translation>请输入车牌号</translation>
    </message>
    <message>
        <source>Which phone number?</source>
        <translation>请输入手机号</translation>
    </message>
    <message>
        <source>Which account?</source>
        <translation>请输入户号</translation>
    </message>
    <message>
        <source>The plate of the car that is parked</source>
        <translation>停放车辆的车牌号</translation>
    </message>
    <message>
        <source>11 digits</source>
        <translation>11 位数字</translation>
    </message>
    <message>
        <source>The account number on the bill. Or hold the bill&apos;s code to the scanner.</source>
        <translation>账单上的户号，也可以把账单条码对准扫码口。</translation>
    </message>
    <message>
        <source>After another %1, each unit costs %2.</source>
        <translation>再用 %1 后，单价为 %2。</translation>
    </message>
</context>
<context>
    <name>youka::CouponChoiceModel</name>
    <message>
        <source>Left out. Choose it to ask what it takes off.</source>
        <translation>未选用。选用后会算出可减多少。</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最优</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>已选用</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未选用</translation>
    </message>
    <message>
        <source>Not together</source>
        <translation>不可同用</translation>
    </message>
    <message>
        <source>Not here</source>
        <translation>本单不可用</translation>
    </message>
    <message>
        <source>Until %1</source>
        <translation>有效期至 %1</translation>
    </message>
</context>
<context>
    <name>youka::HelpModel</name>
    <message>
        <source>No page answers this. Try other words, or choose from the list: clear what was typed.</source>
        <translation>没有找到答案。请换个说法，或清空输入后从列表中选择。</translation>
    </message>
    <message>
        <source>For anything else, please ask at the counter.</source>
        <translation>其他问题请到柜台询问。</translation>
    </message>
    <message>
        <source>For anything else, call %1.</source>
        <translation>其他问题请拨打 %1。</translation>
    </message>
</context>
<context>
    <name>youka::KioskViewModel</name>
    <message>
        <source>The counter cannot write this down right now. Nothing is lost; please ask there.</source>
        <translation>柜台暂时无法记录，已有的记录不会丢失，请到柜台询问。</translation>
    </message>
    <message>
        <source>Welcome. What would you like to do?</source>
        <translation>欢迎光临，请选择服务</translation>
    </message>
    <message>
        <source>Hold your fuel card to the reader</source>
        <translation>请将油卡贴近读卡器</translation>
    </message>
    <message>
        <source>Enter your card&apos;s PIN</source>
        <translation>请输入卡密码</translation>
    </message>
    <message>
        <source>Asking for your card and the pump</source>
        <translation>正在确认您的卡和加油机</translation>
    </message>
    <message>
        <source>Looking up your card</source>
        <translation>正在查询您的卡</translation>
    </message>
    <message>
        <source>Your card</source>
        <translation>您的油卡</translation>
    </message>
    <message>
        <source>Which pump are you at?</source>
        <translation>您在几号加油机？</translation>
    </message>
    <message>
        <source>How much would you like?</source>
        <translation>您要加多少？</translation>
    </message>
    <message>
        <source>How many litres?</source>
        <translation>要加多少升？</translation>
    </message>
    <message>
        <source>Which amount?</source>
        <translation>要加多少钱？</translation>
    </message>
    <message>
        <source>Is this right?</source>
        <translation>请确认</translation>
    </message>
    <message>
        <source>Lift the nozzle at pump %1</source>
        <translation>请在 %1 号机提枪加油</translation>
    </message>
    <message>
        <source>Fuelling at pump %1</source>
        <translation>%1 号机正在加油</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>没有办成</translation>
    </message>
    <message>
        <source>Step %1 of 4</source>
        <translation>第 %1 步，共 4 步</translation>
    </message>
    <message>
        <source>Choose another pump</source>
        <translation>换一台加油机</translation>
    </message>
    <message>
        <source>Choose another amount</source>
        <translation>换一个金额</translation>
    </message>
    <message>
        <source>Enter the PIN again</source>
        <translation>重新输入密码</translation>
    </message>
    <message>
        <source>Use another card</source>
        <translation>换一张卡</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>The centre is away. Chip cards known at this station still work, for smaller amounts; balances may be older.</source>
        <translation>中心暂时断开。本站认识的芯片卡仍可小额加油，余额可能不是最新。</translation>
    </message>
    <message>
        <source>The counter cannot be reached from here. Please pay there; balances can still be asked for, and may be older.</source>
        <translation>本机暂时无法连接柜台，请到柜台付款；仍可查询余额，但可能不是最新。</translation>
    </message>
    <message>
        <source>Fill up</source>
        <translation>加满</translation>
    </message>
    <message>
        <source>Stops by itself at %1</source>
        <translation>到 %1 自动停止</translation>
    </message>
    <message>
        <source>The pump is silent for a moment. Nothing is lost: what was delivered is counted when it answers. Please ask at the counter if this lasts.</source>
        <translation>加油机暂时没有应答。已加的油不会丢，恢复后会计入。如果持续，请到柜台询问。</translation>
    </message>
    <message>
        <source>%1 is yours now.</source>
        <translation>您已获得“%1”。</translation>
    </message>
    <message>
        <source>%1 for %2 points</source>
        <translation>%1，需%2积分</translation>
    </message>
    <message>
        <source>Your points and coupons</source>
        <translation>您的积分和优惠券</translation>
    </message>
    <message>
        <source>Enter the code</source>
        <translation>请输入领券码</translation>
    </message>
    <message>
        <source>Back to your card</source>
        <translation>返回卡片页</translation>
    </message>
    <message>
        <source>Back to your points and coupons</source>
        <translation>返回积分和优惠券</translation>
    </message>
    <message>
        <source>With %1</source>
        <translation>已用 %1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>The code takes nothing off: %1</source>
        <translation>此券码本次不能抵扣：%1</translation>
    </message>
    <message>
        <source>%1 is given.</source>
        <translation>%1 已送出。</translation>
    </message>
    <message>
        <source>%1 to the customer with the number %2</source>
        <translation>%1，送给号码为 %2 的客户</translation>
    </message>
    <message>
        <source>Who gets it?</source>
        <translation>送给谁？</translation>
    </message>
    <message>
        <source>Enter another number</source>
        <translation>输入另一个号码</translation>
    </message>
    <message>
        <source>None that can be used</source>
        <translation>没有可用积分</translation>
    </message>
    <message>
        <source>%1, up to %2 off</source>
        <translation>%1分，最多可减 %2</translation>
    </message>
    <message>
        <source>%1, worth %2, are kept</source>
        <translation>%1分，可抵 %2，本次不用</translation>
    </message>
    <message>
        <source>Points take up to %1 off at the end</source>
        <translation>加油结束时积分最多可减 %1</translation>
    </message>
    <message>
        <source>No points: %1</source>
        <translation>未用积分：%1</translation>
    </message>
    <message>
        <source>How much shall be added?</source>
        <translation>充值多少？</translation>
    </message>
    <message>
        <source>How would you like to pay?</source>
        <translation>用什么付款？</translation>
    </message>
    <message>
        <source>Scan this with %1</source>
        <translation>请用%1扫码</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>What would you like to pay?</source>
        <translation>您要缴什么费？</translation>
    </message>
    <message>
        <source>What shall be paid?</source>
        <translation>请选择要缴的账单</translation>
    </message>
    <message>
        <source>There is nothing to pay</source>
        <translation>没有待缴账单</translation>
    </message>
    <message>
        <source>Asking the biller</source>
        <translation>正在查询账单</translation>
    </message>
    <message>
        <source>Choose again</source>
        <translation>重新选择</translation>
    </message>
    <message>
        <source>Enter it again</source>
        <translation>重新输入</translation>
    </message>
    <message>
        <source>Back to the bills</source>
        <translation>返回账单</translation>
    </message>
    <message>
        <source>What would you like to know?</source>
        <translation>您想了解什么？</translation>
    </message>
</context>
<context>
    <name>youka::MemberModel</name>
    <message>
        <source>%1 owed for a purchase that went back</source>
        <translation>因退货欠%1积分</translation>
    </message>
    <message>
        <source>%1 more from the latest purchases, soon</source>
        <translation>最近消费的%1积分即将到账</translation>
    </message>
    <message>
        <source>%1 of them end on %2</source>
        <translation>其中%1积分于%2到期</translation>
    </message>
    <message>
        <source>Until %1</source>
        <translation>有效期至%1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余%1</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已使用</translation>
    </message>
    <message>
        <source>Not valid</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>In a sale now</source>
        <translation>正在使用</translation>
    </message>
    <message>
        <source>Can be used</source>
        <translation>可使用</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>For %1 points</source>
        <translation>需%1积分</translation>
    </message>
    <message>
        <source>For %1 points, %2 more than you have</source>
        <translation>需%1积分，还差%2</translation>
    </message>
    <message>
        <source>Full. %1 is yours with one of the next purchases</source>
        <translation>已集满。下次消费时可得 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n stamp(s) owed for a purchase that went back</source>
        <translation>
            <numerusform>有 %n 枚印花因退货待补</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more for: %1</source>
        <translation>
            <numerusform>再集 %n 枚可得:%1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>stamps</comment>
        <translation>%1/%2</translation>
    </message>
</context>
<context>
    <name>youka::PosViewModel</name>
    <message>
        <source>Choose a pump</source>
        <translation>请选择加油机</translation>
    </message>
    <message>
        <source>Card read. Choose the pump or the sale it is for.</source>
        <translation>已读卡，请选择加油机或待付交易。</translation>
    </message>
    <message>
        <source>Touch a pump, or press F5 for what has waited longest.</source>
        <translation>点选加油机，或按 F5 处理等待最久的。</translation>
    </message>
    <message>
        <source>Enter the amount.</source>
        <translation>请输入金额。</translation>
    </message>
    <message>
        <source>Enter the litres.</source>
        <translation>请输入升数。</translation>
    </message>
    <message>
        <source>Card read. Press F4 to release the pump on it.</source>
        <translation>已读卡，按 F4 用此卡放行。</translation>
    </message>
    <message>
        <source>Release for payment afterwards, or present a card.</source>
        <translation>放行后付款，或请顾客刷卡。</translation>
    </message>
    <message>
        <source>Released. The driver may lift the nozzle.</source>
        <translation>已放行，顾客可以提枪。</translation>
    </message>
    <message>
        <source>Stops by itself at %1.</source>
        <translation>到 %1 自动停止。</translation>
    </message>
    <message>
        <source>Fuel is flowing.</source>
        <translation>正在出油。</translation>
    </message>
    <message>
        <source>Card read. Press F4 to pay with it.</source>
        <translation>已读卡，按 F4 用此卡付款。</translation>
    </message>
    <message>
        <source>Present a card, or enter the cash and press F3.</source>
        <translation>请刷卡，或输入现金后按 F3。</translation>
    </message>
    <message>
        <source>Short by %1</source>
        <translation>还差 %1</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>找零 %1</translation>
    </message>
    <message>
        <source>Centre connected, everything sent</source>
        <translation>中心已连接，记录已全部上传</translation>
    </message>
    <message>
        <source>Centre away, nothing waits</source>
        <translation>中心断开，没有待上传记录</translation>
    </message>
    <message numerus="yes">
        <source>Centre connected, sending %n record(s), oldest %1</source>
        <translation>
            <numerusform>中心已连接，正在上传 %n 条记录，最早 %1前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Centre away, %n record(s) wait to be sent, oldest %1</source>
        <translation>
            <numerusform>中心断开，%n 条记录等待上传，最早 %1前</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2 left</source>
        <translation>%1 · 余额 %2</translation>
    </message>
    <message>
        <source>Scan the coupon, or type its code and press Enter.</source>
        <translation>请扫描优惠券，或输入券码后按回车。</translation>
    </message>
    <message>
        <source>Tanks</source>
        <translation>油罐</translation>
    </message>
    <message>
        <source>What the gauge says. Press F12 or Esc to close.</source>
        <translation>液位仪读数。按 F12 或 Esc 关闭。</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>便利店</translation>
    </message>
    <message>
        <source>Scan it, or type its name, initials or code and press Enter.</source>
        <translation>扫描条码，或输入名称、拼音首字母、编号后按回车。</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n 种商品</numerusform>
        </translation>
    </message>
    <message>
        <source>This member has no coupon that can be used</source>
        <translation>该会员没有可用的优惠券</translation>
    </message>
    <message>
        <source>Coupon code; F11 for the member&apos;s own</source>
        <translation>券码；再按F11使用该会员的券</translation>
    </message>
    <message>
        <source>Coupon code</source>
        <translation>券码</translation>
    </message>
    <message>
        <source>%1 points, worth %2.</source>
        <translation>有 %1 积分，值 %2。</translation>
    </message>
    <message>
        <source>None can be used for this sale.</source>
        <translation>本单不能使用积分。</translation>
    </message>
    <message>
        <source>At most %1 for this sale: %2 off.</source>
        <translation>本单最多可用 %1 积分，抵扣 %2。</translation>
    </message>
    <message>
        <source>%1 points  %2</source>
        <translation>%1 积分  %2</translation>
    </message>
    <message>
        <source>%1 · goes back</source>
        <translation>%1 · 退款</translation>
    </message>
    <message>
        <source>Find a sale</source>
        <translation>查找交易</translation>
    </message>
    <message>
        <source>%1 · the member&apos;s coupons</source>
        <translation>%1 · 会员的券</translation>
    </message>
    <message>
        <source>Space, or a touch, takes a coupon or leaves it out. Enter goes on to pay.</source>
        <translation>按空格键或触摸可选用或不用某张券，按回车键去付款。</translation>
    </message>
    <message>
        <source>That number stands for several sales. Choose one.</source>
        <translation>此号对应几笔交易，请选择一笔。</translation>
    </message>
    <message>
        <source>Scan the receipt, or type its number and press Enter.</source>
        <translation>请扫描小票，或输入交易号后按回车键。</translation>
    </message>
</context>
<context>
    <name>youka::PumpListModel</name>
    <message>
        <source>Hose %1</source>
        <translation>%1 号枪</translation>
    </message>
</context>
<context>
    <name>youka::ReceiptModel</name>
    <message>
        <source>Paid. Thank you, drive safely</source>
        <translation>付款成功，谢谢，一路平安</translation>
    </message>
    <message>
        <source>Nothing was delivered, nothing was charged</source>
        <translation>没有加油，未扣款</translation>
    </message>
    <message>
        <source>This sale needs a look. Please ask at the counter</source>
        <translation>这笔交易需要核查，请到柜台询问</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Pump</source>
        <translation>加油机</translation>
    </message>
    <message>
        <source>Fuel</source>
        <translation>油品</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已授权</translation>
    </message>
    <message>
        <source>by the station, the centre was away</source>
        <translation>由本站授权，当时中心断开</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>has reached the centre</source>
        <translation>已送达中心</translation>
    </message>
    <message>
        <source>is safe here, waits to be sent</source>
        <translation>已在本站保存，等待上传</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Paid before</source>
        <translation>预付金额</translation>
    </message>
    <message>
        <source>Cash handed over</source>
        <translation>收到现金</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>找零</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>应退</translation>
    </message>
    <message>
        <source>Given back to the card</source>
        <translation>退回油卡</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>油卡</translation>
    </message>
    <message>
        <source>Left on the card</source>
        <translation>卡内余额</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>收银员</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>应付</translation>
    </message>
    <message>
        <source>Tax in the goods, %1 %</source>
        <translation>商品含税 %1%</translation>
    </message>
    <message>
        <source>At the pump</source>
        <translation>油机实显单价</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 积分</translation>
    </message>
    <message>
        <source>Sale number</source>
        <translation>交易号</translation>
    </message>
    <message>
        <source>COPY</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>The receipt is printed.</source>
        <translation>小票已打印。</translation>
    </message>
    <message>
        <source>Look at the printer: if the receipt is not there, print it again.</source>
        <translation>请查看打印机：若没有小票，请再打印一次。</translation>
    </message>
    <message>
        <source>The printer was away too long. Print it again.</source>
        <translation>打印机离线过久，请再打印一次。</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>正在打印…</translation>
    </message>
    <message>
        <source>%1 The receipt waits for it.</source>
        <translation>%1小票将随后打印。</translation>
    </message>
    <message>
        <source>Scan it: receipt and invoice on your phone</source>
        <translation>扫码：手机查看小票、申请开票</translation>
    </message>
</context>
<context>
    <name>youka::RefundViewModel</name>
    <message>
        <source>%1 sold, %2 went back before</source>
        <translation>已售 %1，此前已退 %2</translation>
    </message>
    <message>
        <source>%1 sold</source>
        <translation>已售 %1</translation>
    </message>
    <message>
        <source>Charged wrongly</source>
        <translation>收费有误</translation>
    </message>
    <message>
        <source>At fault</source>
        <translation>质量或设备问题</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>Goodwill</source>
        <translation>协商退款</translation>
    </message>
    <message>
        <source>Give this back in cash</source>
        <translation>请退还现金</translation>
    </message>
    <message>
        <source>Went back to the card</source>
        <translation>已退回卡内</translation>
    </message>
    <message>
        <source>%1 of it met what the card&apos;s owner owed</source>
        <translation>其中 %1 用于冲抵持卡人欠款</translation>
    </message>
    <message numerus="yes">
        <source>%n coupon(s) may be used again</source>
        <translation>
            <numerusform>%n 张优惠券可再次使用</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 points that had paid are back</source>
        <translation>已退回抵扣的 %1 积分</translation>
    </message>
    <message>
        <source>%1 points that it had earned are gone</source>
        <translation>已扣回本单所得的 %1 积分</translation>
    </message>
    <message>
        <source>Asking the centre what may go back ...</source>
        <translation>正在向中心查询可退数量……</translation>
    </message>
    <message>
        <source>The centre is giving it back ...</source>
        <translation>中心正在办理退款……</translation>
    </message>
    <message>
        <source>Given back. Press Enter when it is handed over.</source>
        <translation>退款已完成，交给顾客后按回车。</translation>
    </message>
    <message>
        <source>No manager has a PIN at this till. It can be given back at the office.</source>
        <translation>本收银台没有设置密码的经理，请到办公室办理退款。</translation>
    </message>
    <message>
        <source>%1 has asked for %2. A second manager chooses the own name and types the PIN.</source>
        <translation>%1 已申请退 %2。请另一位经理选择自己的姓名并输入密码。</translation>
    </message>
    <message>
        <source>A manager chooses the own name, types the PIN and presses Enter.</source>
        <translation>请经理选择自己的姓名，输入密码后按回车。</translation>
    </message>
    <message>
        <source>Choose how much of each line goes back, and why; then press Enter.</source>
        <translation>选择每项退回的数量和原因，然后按回车。</translation>
    </message>
</context>
<context>
    <name>youka::SaleListModel</name>
    <message>
        <source>At the centre</source>
        <translation>已上传</translation>
    </message>
    <message>
        <source>Waits to be sent</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>便利店</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n 种商品</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>youka::SignInViewModel</name>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Enter your PIN.</source>
        <translation>请输入您的密码。</translation>
    </message>
    <message>
        <source>Touch your name, or type your number. The pumps go on meanwhile.</source>
        <translation>请点按您的姓名，或输入编号。加油机照常工作。</translation>
    </message>
</context>
<context>
    <name>youka::StaffListModel</name>
    <message>
        <source>No. %1 · %2</source>
        <extracomment>A tile of the sign-in: the number to type instead, and cashier, manager or system operator</extracomment>
        <translation>编号 %1 · %2</translation>
    </message>
</context>
<context>
    <name>youka::TankListModel</name>
    <message>
        <source>Not read yet</source>
        <translation>尚未读取</translation>
    </message>
    <message>
        <source>Gauge does not answer</source>
        <translation>液位仪无应答</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>报警</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>需注意</translation>
    </message>
    <message>
        <source>Delivery running</source>
        <translation>正在卸油</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Room for %1</source>
        <extracomment>Litres that still fit into the tank</extracomment>
        <translation>空容 %1</translation>
    </message>
    <message>
        <source>Water %1 mm</source>
        <extracomment>Height of the water at the bottom of a tank, in millimetres</extracomment>
        <translation>水高 %1 毫米</translation>
    </message>
    <message>
        <source>%1 °C</source>
        <translation>%1 °C</translation>
    </message>
    <message>
        <source>read %1 ago</source>
        <translation>%1前读取</translation>
    </message>
    <message>
        <source>Last delivery %1: %2</source>
        <extracomment>A lorry&apos;s delivery: when it ended, and litres</extracomment>
        <translation>上次卸油 %1：%2</translation>
    </message>
</context>
<context>
    <name>youka::TopUpModel</name>
    <message>
        <source>+ %1 as a gift</source>
        <translation>赠送 %1</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Asking for a code</source>
        <translation>正在获取二维码</translation>
    </message>
    <message>
        <source>Asking whether it is paid</source>
        <translation>正在查询是否已付款</translation>
    </message>
    <message>
        <source>Waiting for your payment</source>
        <translation>等待您付款</translation>
    </message>
    <message>
        <source>%1 is on your card</source>
        <translation>%1 已充入您的卡</translation>
    </message>
    <message>
        <source>Your money goes back</source>
        <translation>款项将退回</translation>
    </message>
    <message>
        <source>Nothing was taken</source>
        <translation>没有扣款</translation>
    </message>
    <message>
        <source>It is still being asked for</source>
        <translation>仍在查询中</translation>
    </message>
    <message>
        <source>%1 paid, %2 as a gift</source>
        <translation>已付 %1，赠送 %2</translation>
    </message>
    <message>
        <source>%1 paid with %2</source>
        <translation>已通过%2付款 %1</translation>
    </message>
    <message>
        <source>It could not be put on the card, so it goes back to %1 by itself. You need not do anything.</source>
        <translation>未能充入卡中，款项会自动退回%1，您无需操作。</translation>
    </message>
    <message>
        <source>If you paid in the last moment, it goes back to you by itself.</source>
        <translation>如果您在最后一刻付了款，款项会自动退回。</translation>
    </message>
    <message>
        <source>Something does not agree. Please ask at the counter and show your payment.</source>
        <translation>信息不一致。请到柜台出示付款记录。</translation>
    </message>
    <message>
        <source>The payment service does not answer. Do not pay again: what you paid is put on your card or goes back to you by itself. Hold your card to the reader later to see it.</source>
        <translation>支付平台暂无响应。请勿重复付款：已付的款项会自动充入卡中或退回。稍后刷卡可查看结果。</translation>
    </message>
    <message>
        <source>Paid: %1</source>
        <translation>已缴 %1</translation>
    </message>
    <message>
        <source>Some of it goes back</source>
        <translation>部分款项将退回</translation>
    </message>
    <message>
        <source>Paid. The billers are being told</source>
        <translation>已付款，正在通知收费单位</translation>
    </message>
    <message>
        <source>You need not wait. What a biller does not take within some minutes goes back to %1 by itself. Do not pay it again.</source>
        <translation>您不必等候。几分钟内收费单位没有入账的款项会自动退回%1。请不要重复缴费。</translation>
    </message>
    <message>
        <source>What could not be paid goes back to %1 by itself. You need not do anything.</source>
        <translation>未能入账的款项会自动退回%1，您无需任何操作。</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已缴</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Goes back</source>
        <translation>退回中</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>未缴</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>It was paid too late, so it goes back to %1 by itself. You need not do anything.</source>
        <translation>付款已超时，款项会自动退回%1，您无需任何操作。</translation>
    </message>
    <message>
        <source>The payment service does not answer. Do not pay again: what you paid goes to the biller or back to you by itself.</source>
        <translation>支付服务没有应答。请不要重复付款：您付的款会自动缴给收费单位或退回给您。</translation>
    </message>
</context>
</TS>
