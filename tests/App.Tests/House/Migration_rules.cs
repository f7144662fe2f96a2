using System.Text.RegularExpressions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Guildhall.App.Tests.House;

public partial class Migration_rules(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    /// <summary>Every run applies all migrations to an empty database: this says whether the model came out of it.</summary>
    [Fact]
    public async Task Leave_the_columns_that_the_model_has()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();

        var there = await ColumnsAsync(db);

        Assert.Empty(Missing(db.Model, there));
        Assert.Contains("members.name, required", Missing(db.Model, [.. there.Where(c => !c.StartsWith("members.name,", StringComparison.Ordinal))]));
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public void Carry_a_model_when_they_are_the_newest_or_rebuild_a_table(string provider)
    {
        var designers = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Migrations." + provider), "*.Designer.cs").Order(StringComparer.Ordinal);

        var migrations = designers.Select(d =>
            new Migration(Path.GetFileName(d), File.ReadAllText(d.Replace(".Designer", "")), File.ReadAllText(d))).ToList();

        Assert.NotEmpty(migrations);
        Assert.Empty(Misplaced(migrations));
    }

    [Fact]
    public void The_rule_rejects_an_old_model_that_nothing_needs_and_a_rebuilt_table_without_one() => Assert.Equal(
        ["old carries a model that nothing needs", "rebuilds carries no model", "newest carries no model"],
        Misplaced(
        [
            new("old", "void Up(m) { migrationBuilder.CreateTable( } void Down(m) { migrationBuilder.DropColumn( }", "BuildTargetModel"),
            new("stripped", "void Up(m) { migrationBuilder.CreateTable( } void Down(m) { }", ""),
            new("rebuilds", "void Up(m) { migrationBuilder.AlterColumn<string>( } void Down(m) { }", ""),
            new("rebuilds well", "void Up(m) { migrationBuilder.DropForeignKey( } void Down(m) { }", "BuildTargetModel"),
            new("newest", "void Up(m) { } void Down(m) { }", ""),
        ]));

    private static IEnumerable<string> Misplaced(IReadOnlyList<Migration> migrations) =>
        from migration in migrations
        let up = migration.Operations.Split(" void Down(")[0]
        let needed = migration == migrations[^1] || Rebuilding().IsMatch(up)
        where needed != migration.Designer.Contains("BuildTargetModel", StringComparison.Ordinal)
        select $"{migration.Name} {(needed ? "carries no model" : "carries a model that nothing needs")}";

    private static IEnumerable<string> Missing(IModel model, HashSet<string> there) => model.GetRelationalModel().Tables
        .SelectMany(t => t.Columns.Select(c => $"{t.Name}.{c.Name}, {(c.IsNullable ? "optional" : "required")}"))
        .Where(column => !there.Contains(column));

    private static async Task<HashSet<string>> ColumnsAsync(AppDb db)
    {
        var columns = await db.Database.SqlQueryRaw<string>(db.IsPostgres
            ? """
                SELECT table_name || '.' || column_name || ', ' || CASE is_nullable WHEN 'YES' THEN 'optional' ELSE 'required' END AS "Value"
                FROM information_schema.columns WHERE table_schema = 'public'
                """
            : """
                SELECT t.name || '.' || c.name || ', ' || CASE WHEN c."notnull" = 1 OR c.pk > 0 THEN 'required' ELSE 'optional' END AS "Value"
                FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'
                """).ToListAsync();
        return [.. columns];
    }

    /// <summary>bin/migrate knows the same operations.</summary>
    [GeneratedRegex(@"migrationBuilder\.(AlterColumn|(Add|Drop)(ForeignKey|PrimaryKey|UniqueConstraint|CheckConstraint)|DropColumn)\b")]
    private static partial Regex Rebuilding();

    private sealed record Migration(string Name, string Operations, string Designer);
}
