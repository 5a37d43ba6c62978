/// What a guest must look like: the one source of its cloud-init and of what is done to it afterwards.
package struct GuestDescription: Codable, Equatable, Sendable {
}
