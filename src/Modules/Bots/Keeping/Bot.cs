using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Bots.Keeping;

/// <summary>A program that takes part in one community as a member of its own. What it said stays when it goes.</summary>
internal sealed class Bot : ICommunityOwned
{
    public const string OwnKind = "bot";
    public const int MaxScopes = 200, MaxUrl = 1000;

    private Bot() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>The member that it is.</summary>
    public long MemberId { get; private set; }

    /// <summary>Who answers for it; <c>null</c> for the one that comes with the program.</summary>
    public long? OwnerId { get; private set; }

    /// <summary>Of its tokens, separated by blanks.</summary>
    public string Scopes { get; private set; } = "";

    /// <summary>It reads what members of this tier read; <c>null</c> for what visitors do.</summary>
    public long? TierId { get; private set; }

    /// <summary>Where interactions are posted; <c>null</c> where it hears of them on its stream.</summary>
    public string? WebhookUrl { get; private set; }

    /// <summary>Encrypted with the installation's keys.</summary>
    public string? WebhookSecret { get; private set; }

    public DateTime CreatedAt { get; private set; }
    public DateTime? SuspendedAt { get; private set; }
    public DateTime? DeletedAt { get; private set; }

    public Thing Thing => new(OwnKind, Id);

    public bool IsActive => SuspendedAt is null && DeletedAt is null;

    public IReadOnlyList<string> ScopeList => Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>As the gate sees its program.</summary>
    public Viewer Viewer => new(MemberId, ScopeList.ToHashSet());

    public static Bot Of(long communityId, long memberId, long? ownerId, IEnumerable<string> scopes, long? tierId, DateTime now) => new()
    {
        CommunityId = communityId,
        MemberId = memberId,
        OwnerId = ownerId,
        Scopes = string.Join(' ', scopes),
        TierId = tierId,
        CreatedAt = now,
    };

    /// <param name="url"><c>null</c> for its stream.</param>
    public void HearAt(string? url, string? secret) => (WebhookUrl, WebhookSecret) = (url, secret);

    public void Suspend(DateTime now) => SuspendedAt ??= now;

    public void Resume() => SuspendedAt = null;

    public void Delete(DateTime now)
    {
        DeletedAt ??= now;
        HearAt(null, null);
    }
}

internal sealed class BotMapping : IEntityTypeConfiguration<Bot>
{
    public void Configure(EntityTypeBuilder<Bot> builder)
    {
        builder.ToTable("bots");
        builder.Property(b => b.Scopes).HasMaxLength(Bot.MaxScopes);
        builder.Property(b => b.WebhookUrl).HasMaxLength(Bot.MaxUrl);
        builder.Property(b => b.WebhookSecret).HasMaxLength(Bot.MaxUrl);
        builder.Ignore(b => b.Thing);
        builder.Ignore(b => b.IsActive);
        builder.Ignore(b => b.ScopeList);
        builder.Ignore(b => b.Viewer);
        builder.HasOne<Member>().WithMany().HasForeignKey(b => b.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(b => b.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(b => b.MemberId).IsUnique();
        builder.HasIndex(b => b.CommunityId);
    }
}
