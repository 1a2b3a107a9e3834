"""The sentences of the live page that Python writes."""

SAMPLE = "{inputs} \u2192 {expected}"
NAMED_NUMBER = "{name} {number}"
STEP_DONE = (
    "Step {step}, epoch {epoch}. It learned from {sample}: the error of this sample changed from "
    "{before} to {now}."
)
READY = "The network has not learned yet. The first sample is {sample}."
MOST_CHANGED = "{name} changed most, by {change}."
EDITED = "You set a weight by hand after step {step}. The error of {sample} is now {now}."
MOMENT = "Moment {count} of {total} in step {step}."
CURVE_WORDS = (
    "At weight {weight}, the error is {error}. The line's steepness is the weight sensitivity, "
    "{sensitivity}: +0.01 changes the error by about {change}."
)
CURVE_NUDGE = "Learning this sample moves the weight by {nudge}, to {after}."
CURVE_NO_NUDGE = "The sensitivity is 0, so a nudge doesn't move this weight."
DIVERGED = "In epoch {epoch} a number becomes too large. Try a smaller learning rate."
OWN_ERROR = "Your code raised {kind}: {problem}"
OWN_NETWORK = (
    "an address can't carry a network and samples of your own; save the network with "
    "lernmi.files.save(path, network)"
)
