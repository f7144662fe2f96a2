using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Integrations.Webhooks;

/// <summary>An address outside that is told what happens in a community.</summary>
internal sealed class WebhookEndpoint : ICommunityOwned
{
    /// <summary>How long the secret before stays good after a new one was made.</summary>
    public static readonly TimeSpan Rotation = TimeSpan.FromHours(24);

    /// <summary>An endpoint that has failed for so long without one success is switched off.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(2);

    private WebhookEndpoint() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>Whose permissions decide what it may be told.</summary>
    public long OwnerId { get; private set; }

    public string Url { get; private set; } = "";

    /// <summary>Qualified kinds, separated by blanks.</summary>
    public string Events { get; private set; } = "";

    /// <summary>Encrypted with the installation's keys.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>The one before, while it is still good.</summary>
    public string? FormerSecret { get; private set; }

    public DateTime? FormerSecretUntil { get; private set; }
    public DateTime CreatedAt { get; private set; }

    /// <summary>Since when every try has failed; <c>null</c> after a success.</summary>
    public DateTime? FailingSince { get; private set; }

    /// <summary><c>null</c> while it is on.</summary>
    public DateTime? DisabledAt { get; private set; }

    public bool IsOn => DisabledAt is null;

    public IEnumerable<string> Kinds => Events.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static WebhookEndpoint Create(
        long communityId, long ownerId, string url, IEnumerable<string> events, string secret, DateTime now) => new()
    {
        CommunityId = communityId,
        OwnerId = ownerId,
        Url = url,
        Events = string.Join(' ', events),
        Secret = secret,
        CreatedAt = now,
    };

    /// <summary>Whoever changes it answers for it from now on: with a stranger's permissions somebody could read what he may not.</summary>
    public void Change(long ownerId, string url, IEnumerable<string> events) =>
        (OwnerId, Url, Events) = (ownerId, url, string.Join(' ', events));

    public void Rotate(string secret, DateTime now) => (FormerSecret, FormerSecretUntil, Secret) = (Secret, now + Rotation, secret);

    public IEnumerable<string> SecretsAt(DateTime now) =>
        FormerSecret is { } former && FormerSecretUntil > now ? [Secret, former] : [Secret];

    public void Succeeded() => FailingSince = null;

    /// <returns>Whether this failure has switched it off.</returns>
    public bool Failed(DateTime now)
    {
        FailingSince ??= now;
        if (!IsOn || now - FailingSince < Patience)
            return false;
        DisabledAt = now;
        return true;
    }

    public void SwitchOff(DateTime now) => DisabledAt ??= now;

    public void SwitchOn() => (DisabledAt, FailingSince) = (null, null);
}

internal sealed class WebhookEndpointMapping : IEntityTypeConfiguration<WebhookEndpoint>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> builder)
    {
        builder.ToTable("webhook_endpoints");
        builder.Property(e => e.Url).HasMaxLength(1000);
        builder.Property(e => e.Events).HasMaxLength(4000);
        builder.Property(e => e.Secret).HasMaxLength(1000);
        builder.Property(e => e.FormerSecret).HasMaxLength(1000);
        builder.HasOne<Member>().WithMany().HasForeignKey(e => e.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => e.CommunityId);
    }
}
