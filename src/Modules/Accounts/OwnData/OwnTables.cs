using System.Collections.Frozen;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Guildhall.Accounts.OwnData;

/// <summary>A table with rows of a member.</summary>
/// <param name="Whose">The columns that say whose a row is.</param>
internal sealed record OwnTable(string Name, IReadOnlyList<string> Whose, IReadOnlyList<OwnColumn> Columns)
{
    /// <summary>Counts the rows of a member, whose id is the only argument. Its names are the model's.</summary>
    public string Counting => $"SELECT COUNT(*) AS \"Value\" FROM \"{Name}\" WHERE {IsOf("{0}")}";

    /// <summary>Deletes them.</summary>
    public string Deleting => $"DELETE FROM \"{Name}\" WHERE {IsOf("{0}")}";

    /// <summary>The condition of a query for the rows of one member.</summary>
    /// <param name="member">Place of the member's id.</param>
    public string IsOf(string member) => string.Join(" OR ", Whose.Select(w => $"\"{w}\" = {member}"));
}

/// <param name="Type">As the model reads it: a string, a number, a truth value, a date or an instant.</param>
internal sealed record OwnColumn(string Name, Type Type);

/// <summary>
/// Finds in the model what belongs to a member, in the tables of all modules: whoever maps a table with a foreign key to members has said
/// so by the name of the key. A name that says neither "theirs" nor "done by them" fails a test (Own_data_rules).
/// </summary>
internal static class OwnTables
{
    /// <summary>The row is about this member or was written by them.</summary>
    public static readonly FrozenSet<string> Theirs = FrozenSet.Create("MemberId", "AuthorId", "ReporterId", "AskerId");

    /// <summary>
    /// They did something to a row that is another's or the community's, or another did something about them that is not for them to know,
    /// as who ignores them.
    /// </summary>
    public static readonly FrozenSet<string> DoneBy = FrozenSet.Create(
        "AcceptedBy", "AddedBy", "AnsweredById", "AppointedBy", "ArchivedBy", "ArrangedBy", "AskedBy", "AskedById", "ById", "ChangedBy",
        "ClaimedBy", "ClosedBy", "ClosedById", "ConfirmedById", "CreatedBy", "DecidedBy", "DecidedById", "DoneBy", "EndedBy", "EndedById",
        "EnteredById", "GivenBy", "IgnoredId", "ImposedBy", "LastBy", "LiftedBy", "LiveBy", "LockedBy", "MadeById", "ManagerId", "MovedBy", "NotedBy",
        "OwnerId", "PinnedBy", "ReplacedBy", "RepliedBy", "RequestedById", "SetBy", "StartedBy", "SwitchedOnBy", "UndoneBy");

    // What proves that somebody is who they are goes nowhere; what is rendered is the text once more.
    private static readonly string[] Secret = ["hash", "secret", "token", "key", "password", "stamp", "ticket", "html"];

    private static readonly FrozenSet<Type> Told = FrozenSet.Create(
        typeof(string), typeof(bool), typeof(int), typeof(long), typeof(double), typeof(decimal), typeof(DateTime), typeof(DateOnly));

    public static IReadOnlyList<OwnTable> In(IModel model) =>
    [
        .. model.GetEntityTypes().Where(e => !e.IsOwned() && e.GetTableName() is not null).Select(Of).OfType<OwnTable>()
            .OrderBy(t => t.Name, StringComparer.Ordinal),
    ];

    /// <summary>The names of foreign keys to members, for the rule.</summary>
    public static IEnumerable<(string Entity, string Key)> Keys(IModel model) =>
        from entity in model.GetEntityTypes()
        from key in entity.GetForeignKeys()
        where key.PrincipalEntityType.ClrType == typeof(Member)
        select (entity.DisplayName(), key.Properties[0].Name);

    /// <summary>The table of one entity; <c>null</c> where it has no rows of members.</summary>
    public static OwnTable? Of(IModel model, Type entity) => model.FindEntityType(entity) is { } found ? Of(found) : null;

    /// <summary>All entities with rows of members.</summary>
    public static IEnumerable<Type> Entities(IModel model) =>
        model.GetEntityTypes().Where(e => !e.IsOwned() && e.GetTableName() is not null && Of(e) is not null).Select(e => e.ClrType);

    private static OwnTable? Of(IEntityType entity)
    {
        var keys = entity.GetForeignKeys().Where(k => k.PrincipalEntityType.ClrType == typeof(Member)).Select(k => k.Properties[0])
            .ToList();
        var isMember = entity.ClrType == typeof(Member);
        List<string> whose = isMember ? ["id"] : [.. keys.Where(k => Theirs.Contains(k.Name)).Select(k => k.GetColumnName())];
        return whose.Count == 0 ? null : new OwnTable(entity.GetTableName()!, whose,
        [
            .. entity.GetProperties().Where(p => !keys.Contains(p) || Theirs.Contains(p.Name))
                .Select(p => new OwnColumn(p.GetColumnName(), TypeOf(p))).Where(c => Told.Contains(c.Type) && !IsSecret(c.Name)),
        ]);
    }

    private static Type TypeOf(IProperty property)
    {
        var type = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private static bool IsSecret(string column) => Secret.Any(s => column.Contains(s, StringComparison.Ordinal));
}
