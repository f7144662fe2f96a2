using System.Globalization;
using System.Text.Json;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Screening.Settings;

/// <summary>The numbers that a community has set itself.</summary>
internal sealed class ScreeningSettings : ICommunityOwned
{
    private ScreeningSettings() { }

    public long CommunityId { get; private set; }

    /// <summary>By key, as JSON.</summary>
    public string Numbers { get; private set; } = "{}";

    public long ChangedBy { get; private set; }
    public DateTime ChangedAt { get; private set; }

    public static ScreeningSettings Of(long communityId) => new() { CommunityId = communityId };

    public Dictionary<string, int> Read() => JsonSerializer.Deserialize<Dictionary<string, int>>(Numbers) ?? [];

    public void Set(IReadOnlyDictionary<string, int> numbers, long by, DateTime now) =>
        (Numbers, ChangedBy, ChangedAt) = (JsonSerializer.Serialize(numbers), by, now);
}

internal sealed class ScreeningSettingsMapping : IEntityTypeConfiguration<ScreeningSettings>
{
    public void Configure(EntityTypeBuilder<ScreeningSettings> builder)
    {
        builder.ToTable("screening_settings");
        builder.HasKey(s => s.CommunityId);
        builder.Property(s => s.CommunityId).ValueGeneratedNever();
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.ChangedBy).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>Reads the numbers of the community at hand.</summary>
internal sealed class ReadNumbers(AppDb db)
{
    public async Task<NumbersOf> RunAsync(CancellationToken cancel) =>
        await db.Set<ScreeningSettings>().AsNoTracking().SingleOrDefaultAsync(cancel) is { } settings
            ? new NumbersOf(settings.Read()) : NumbersOf.Default;
}

/// <summary>Changes numbers of the community at hand.</summary>
internal sealed class ChangeNumbers(AppDb db, Guard guard, CommunityScope scope, TimeProvider time)
{
    /// <param name="typed">By key; what is not there stays.</param>
    /// <exception cref="Refused">422 at the field of the key.</exception>
    public async Task RunAsync(IReadOnlyDictionary<string, string?> typed, ShownValues shown, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageScreening, cancel);
        var wanted = Numbers.All.Where(n => typed.ContainsKey(n.Key)).Select(n => (Number: n, Value: Read(n, typed[n.Key]))).ToList();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        var settings = await db.Set<ScreeningSettings>().SingleOrDefaultAsync(cancel);
        if (settings is null)
            db.Add(settings = ScreeningSettings.Of(scope.Id));
        var set = settings.Read();
        var current = new NumbersOf(set);
        var merged = wanted.Select(w => (w.Number.Key,
            Value: shown.Merge(w.Number.Key, w.Value, current[w.Number], v => v.ToString(CultureInfo.InvariantCulture)))).ToList();
        shown.Settle();
        foreach (var (key, value) in merged)
            set[key] = value;
        settings.Set(set, by, time.GetUtcNow().UtcDateTime);
        db.Publish(() => new ScreeningChanged(scope.Id, by));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static int Read(Number number, string? typed) =>
        int.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= number.Least
            && value <= number.Most
            ? value : throw Refused.AtField(number.Key, "number_bad", "Enter a number from {0} to {1}.", number.Least, number.Most);
}
