using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Accounts.Attempts;

/// <summary>One try that did not succeed (yet). Rows, so that several nodes count together; forgotten after a day.</summary>
internal sealed class Attempt
{
    private Attempt() { }

    public long Id { get; private set; }

    /// <summary>SHA-256 of what is limited: nobody reads from here who tried to sign in as whom.</summary>
    public string Key { get; private set; } = "";

    public DateTime At { get; private set; }

    public static Attempt Of(string key, DateTime now) => new() { Key = key, At = now };
}

internal sealed class AttemptMapping : IEntityTypeConfiguration<Attempt>
{
    public void Configure(EntityTypeBuilder<Attempt> builder)
    {
        builder.ToTable("attempts");
        builder.Property(a => a.Key).HasMaxLength(64);
        builder.HasIndex(a => new { a.Key, a.At });
        builder.HasIndex(a => a.At);
    }
}
