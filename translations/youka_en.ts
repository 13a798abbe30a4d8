<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB">
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
    </context>
</TS>
