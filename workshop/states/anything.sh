# Changes nothing: the page works in every state.
