namespace Guildhall.Kernel.Contracts.Integrations;

/// <summary>An outgoing webhook was switched off, because its address took nothing for two days or said that it is gone.</summary>
/// <param name="OwnerId">The member who answers for it.</param>
public sealed record WebhookEndpointSwitchedOff(long CommunityId, long EndpointId, long OwnerId) : IEvent
{
    /// <summary>A clock's doing.</summary>
    public long? ActorId => null;

    /// <summary>The endpoint.</summary>
    public Thing Subject => new("webhook_endpoint", EndpointId);
}
