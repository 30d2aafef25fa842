-- buoys
context_rpc '_SET_BUOY_AT' { 'GET_BUOY_POSITION' } -- a former name
context_rpc 'SET_BUOY_COLOUR' { 'GET_BUOY_COLOUR' }
entity_rpc 'CREATE_BUOY'
object_rpc "ADD_BUOY_MARK"
context_rpc 'SINK_BUOY'

--[[ not yet
context_rpc 'RAISE_BUOY'
]]
