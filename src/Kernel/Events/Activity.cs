using System.Data.Common;
using System.Text.Json;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Kernel.Events;

/// <summary>One row of the activity ledger: this member did this to that, then. Never changed, never deleted; also the outbox.</summary>
public sealed class Activity
{
    /// <summary>What <see cref="Of(DbDataReader)"/> reads, in its order.</summary>
    internal const string Columns = """id, "transaction", community_id, actor_id, kind, subject_kind, subject_id, at, payload, reach""";

    private Activity() { }

    public long Id { get; private set; }

    /// <summary>PostgreSQL's transaction id, so that readers can follow commit order; 0 on SQLite, whose ids already do.</summary>
    public long Transaction { get; private set; }

    /// <summary>0 for facts of the whole installation.</summary>
    public long CommunityId { get; private set; }

    public long? ActorId { get; private set; }

    /// <summary>Module and name of the event's type: <c>content.article_published</c>.</summary>
    public string Kind { get; private set; } = "";

    public string SubjectKind { get; private set; } = "";
    public long SubjectId { get; private set; }
    public DateTime At { get; private set; }

    /// <summary>The event as JSON.</summary>
    public string Payload { get; private set; } = "";

    /// <summary>What it changed for visitors; the whole community in rows of the first version.</summary>
    public Reach Reach { get; private set; }

    internal static Activity Of(IEvent happened, DateTime at) => new()
    {
        CommunityId = happened.CommunityId,
        ActorId = happened.ActorId,
        Kind = KindOf(happened.GetType()),
        SubjectKind = happened.Subject.Kind,
        SubjectId = happened.Subject.Id,
        At = at,
        Payload = JsonSerializer.Serialize(happened, happened.GetType()),
        Reach = happened.Reach,
    };

    /// <summary>A row of a query by hand, see <see cref="Columns"/>.</summary>
    internal static Activity Of(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Transaction = row.GetInt64(1),
        CommunityId = row.GetInt64(2),
        ActorId = row.IsDBNull(3) ? null : row.GetInt64(3),
        Kind = row.GetString(4),
        SubjectKind = row.GetString(5),
        SubjectId = row.GetInt64(6),
        At = PreparedReads.Utc(row, 7),
        Payload = row.GetString(8),
        Reach = Reach.Parse(row.GetString(9)),
    };

    /// <summary>The module is the last part of the namespace in which the contract stands.</summary>
    public static string KindOf(Type type)
    {
        var module = type.Namespace ?? "";
        return $"{Conventions.SnakeCase(module[(module.LastIndexOf('.') + 1)..])}.{Conventions.SnakeCase(type.Name)}";
    }

    public IEvent Read(Type type) =>
        (IEvent?)JsonSerializer.Deserialize(Payload, type) ?? throw new InvalidOperationException($"Activity {Id} has an empty payload.");
}

internal sealed class ActivityMapping : IEntityTypeConfiguration<Activity>
{
    public const int LongestKind = 60;

    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.ToTable("activities");
        builder.Property(a => a.Kind).HasMaxLength(LongestKind);
        builder.Property(a => a.SubjectKind).HasMaxLength(40);
        // Rows that other versions write have no such column.
        builder.Property(a => a.Reach).HasConversion(r => r.ToString(), kept => Reach.Parse(kept)).HasMaxLength(40)
            .HasDefaultValue(Reach.Community);
        builder.HasIndex(a => new { a.Transaction, a.Id });
        builder.HasIndex(a => new { a.CommunityId, a.Kind, a.At });
        builder.HasIndex(a => new { a.CommunityId, a.ActorId, a.At });
        builder.HasIndex(a => new { a.SubjectKind, a.SubjectId, a.At });
    }
}
