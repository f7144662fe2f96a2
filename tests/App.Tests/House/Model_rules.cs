using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Guildhall.App.Tests.House;

public class Model_rules(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task The_schema_is_the_model()
    {
        await using var scope = app.Services.CreateAsyncScope();

        Assert.False(scope.ServiceProvider.GetRequiredService<AppDb>().Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Entities_of_modules_are_internal()
    {
        await using var scope = app.Services.CreateAsyncScope();

        Assert.Empty(PublicEntities(scope.ServiceProvider.GetRequiredService<AppDb>().Model));
    }

    [Fact]
    public async Task Foreign_keys_stay_inside_a_module_or_point_at_Member()
    {
        await using var scope = app.Services.CreateAsyncScope();

        Assert.Empty(ForeignKeysThroughAWall(scope.ServiceProvider.GetRequiredService<AppDb>().Model));
    }

    [Fact]
    public async Task Rows_of_a_community_are_filtered_by_it()
    {
        await using var scope = app.Services.CreateAsyncScope();

        Assert.Empty(UnfilteredCommunityRows(scope.ServiceProvider.GetRequiredService<AppDb>().Model));
    }

    [Fact]
    public void Each_rule_rejects_a_bad_specimen()
    {
        var options = new DbContextOptionsBuilder<Specimens>().UseSqlite("Data Source=:memory:").Options;
        using var specimens = new Specimens(options);

        Assert.Contains(nameof(PublicRow), PublicEntities(specimens.Model));
        Assert.Contains($"{nameof(PublicRow)} → Account", ForeignKeysThroughAWall(specimens.Model));
        Assert.Contains(nameof(PublicRow), UnfilteredCommunityRows(specimens.Model));
    }

    private static bool IsOfModule(IReadOnlyEntityType entity) =>
        entity.ClrType.Assembly.GetName().Name is { } name && name.StartsWith("Guildhall.", StringComparison.Ordinal) && name != "Guildhall.Kernel";

    private static IEnumerable<string> PublicEntities(IModel model) =>
        model.GetEntityTypes().Where(e => IsOfModule(e) && e.ClrType.IsVisible).Select(e => e.ClrType.Name);

    private static IEnumerable<string> ForeignKeysThroughAWall(IModel model) => model.GetEntityTypes()
        .SelectMany(e => e.GetForeignKeys())
        .Where(f => f.PrincipalEntityType.ClrType != typeof(Member))
        .Where(f => IsOfModule(f.DeclaringEntityType) && IsOfModule(f.PrincipalEntityType))
        .Where(f => f.PrincipalEntityType.ClrType.Assembly != f.DeclaringEntityType.ClrType.Assembly)
        .Select(f => $"{f.DeclaringEntityType.ClrType.Name} → {f.PrincipalEntityType.ClrType.Name}");

    /// <summary>The activity ledger belongs to the installation: its readers work across communities.</summary>
    private static IEnumerable<string> UnfilteredCommunityRows(IModel model) => model.GetEntityTypes()
        .Where(e => IsOfModule(e) && e.FindProperty("CommunityId") is not null && !e.GetDeclaredQueryFilters().Any())
        .Select(e => e.ClrType.Name);

    private sealed class Specimens(DbContextOptions<Specimens> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder model)
        {
            var account = typeof(Guildhall.Accounts.AccountsModule).Assembly.GetTypes().Single(t => t.Name == "Account");
            model.Entity(account).HasNoDiscriminator();
            foreach (var property in account.GetProperties().Where(p => p.Name != "Id"))
                model.Entity(account).Ignore(property.Name);
            model.Entity<PublicRow>().HasOne(account).WithMany().HasForeignKey(nameof(PublicRow.AccountId));
        }
    }
}

/// <summary>Wrong on purpose: public, of a community but without its filter, and pointing into another module.</summary>
public sealed class PublicRow
{
    public long Id { get; set; }
    public long CommunityId { get; set; }
    public long AccountId { get; set; }
}
