using Microsoft.EntityFrameworkCore.Migrations;

namespace Guildhall.Migrations.Postgres;

internal static partial class Guards
{
    private static readonly (string Module, string[] Names)[] Kinds =
    [
        ("accounts", ["member_registered"]),
        ("communities", ["community_opened", "community_changed", "space_access_changed", "checklist_step_completed"]),
        ("content", ["article_published", "article_revised", "article_withdrawn", "articles_imported", "article_read"]),
        ("memberships", ["membership_granted", "role_granted", "membership_revoked", "tiers_changed"]),
        ("payments", ["order_paid", "order_refunded"]),
    ];

    private static readonly (string Module, string[] Names)[] Handlers = [("Content", ["RecutOnSpaceAccessChanged"])];

    private static readonly (string Module, string[] Names)[] Jobs =
    [
        ("Kernel", ["KeepStatistics"]),
        ("Accounts", ["ForgetTheEnded"]),
        ("Payments", ["SweepCheckouts"]),
        ("Content", ["FindStalePreviews", "SweepFiles", "MergeSearch"]),
    ];

    /// <summary>
    /// Puts the module before the names of events, handlers and jobs that versions until November 2026 have stored. Belongs to the
    /// migration that adds activities.reach, as its last step: the ledger's guard is lifted for it, and then watches over that column too.
    /// </summary>
    public static void QualifyNames(this MigrationBuilder migration)
    {
        migration.Sql("DROP TRIGGER activities_no_update ON activities;");
        migration.Sql("DROP TRIGGER activities_no_delete ON activities;");
        migration.Sql("DROP TRIGGER activities_no_truncate ON activities;");
        Qualify(migration, "activities", "kind", Kinds);
        AppendOnly(migration, "activities", "community_id", "actor_id", "kind", "subject_kind", "subject_id", "at", "payload", "reach");
        Qualify(migration, "handler_positions", "handler", Handlers);
        Qualify(migration, "failed_deliveries", "handler", Handlers);
        Qualify(migration, "job_runs", "job", Jobs);
    }

    private static void Qualify(MigrationBuilder migration, string table, string column, (string Module, string[] Names)[] known)
    {
        foreach (var (module, names) in known)
            migration.Sql($"UPDATE {table} SET {column} = '{module}.' || {column} WHERE {column} IN ('{string.Join("', '", names)}');");
    }
}
