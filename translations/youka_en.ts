<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB">
<context>
    <name>Office</name>
    <message numerus="yes">
        <source>%n row(s) written.</source>
        <translation>
            <numerusform>%n row written.</numerusform>
            <numerusform>%n rows written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) loaded, more below</source>
        <translation>
            <numerusform>%n record loaded, more below</numerusform>
            <numerusform>%n records loaded, more below</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n overdue</numerusform>
            <numerusform>%n overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>to be used within %n day(s)</source>
        <translation>
            <numerusform>to be used within %n day</numerusform>
            <numerusform>to be used within %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n code(s) written.</source>
        <translation>
            <numerusform>%n code written.</numerusform>
            <numerusform>%n codes written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>given for %1 spent within %n day(s)</source>
        <translation>
            <numerusform>given for %1 spent within %n day</numerusform>
            <numerusform>given for %1 spent within %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>given for %1 L taken within %n day(s)</source>
        <translation>
            <numerusform>given for %1 L taken within %n day</numerusform>
            <numerusform>given for %1 L taken within %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>given %n day(s) before a birthday</source>
        <translation>
            <numerusform>given %n day before a birthday</numerusform>
            <numerusform>given %n days before a birthday</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>given after %n day(s) without a purchase</source>
        <translation>
            <numerusform>given after %n day without a purchase</numerusform>
            <numerusform>given after %n days without a purchase</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s) would get one.</source>
        <translation>
            <numerusform>%n customer would get one.</numerusform>
            <numerusform>%n customers would get one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>youka::MemberModel</name>
    <message numerus="yes">
        <source>%n stamp(s) owed for a purchase that went back</source>
        <translation>
            <numerusform>%n stamp owed for a purchase that went back</numerusform>
            <numerusform>%n stamps owed for a purchase that went back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more for: %1</source>
        <translation>
            <numerusform>%n more for: %1</numerusform>
            <numerusform>%n more for: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>youka::PosViewModel</name>
    <message numerus="yes">
        <source>Centre connected, sending %n record(s), oldest %1</source>
        <translation>
            <numerusform>Centre connected, sending %n record, oldest %1</numerusform>
            <numerusform>Centre connected, sending %n records, oldest %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Centre away, %n record(s) wait to be sent, oldest %1</source>
        <translation>
            <numerusform>Centre away, %n record waits to be sent, oldest %1</numerusform>
            <numerusform>Centre away, %n records wait to be sent, oldest %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>youka::RefundViewModel</name>
    <message numerus="yes">
        <source>%n coupon(s) may be used again</source>
        <translation>
            <numerusform>%n coupon may be used again</numerusform>
            <numerusform>%n coupons may be used again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>youka::SaleListModel</name>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
</context>
</TS>
