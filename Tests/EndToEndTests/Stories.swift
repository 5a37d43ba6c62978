import Machines
import Testing

/// Every story of these has a lab of its own, and the machine is small: one after another.
@Suite(.serialized, .enabled(if: Lab.obstacle == nil, Comment(rawValue: Lab.obstacle ?? "")))
struct Stories {}
