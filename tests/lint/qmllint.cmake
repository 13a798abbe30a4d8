# Fails on any warning. cmake -DQMLLINT=... -DMODULES=... -DFILES=... -P qmllint.cmake
execute_process(COMMAND ${QMLLINT} -I ${MODULES} ${FILES} RESULT_VARIABLE result OUTPUT_VARIABLE out ERROR_VARIABLE err)
if(NOT result EQUAL 0 OR "${out}${err}" MATCHES "(Warning|Error):")
    message(FATAL_ERROR "${out}${err}")
endif()
