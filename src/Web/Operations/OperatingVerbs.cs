using System.CommandLine;
using Guildhall.Kernel.Http;

namespace Guildhall.Web.Operations;

/// <summary>Verbs of the program as a whole.</summary>
internal static class OperatingVerbs
{
    /// <param name="settings">For those that build the program without preparing its database.</param>
    public static IEnumerable<Command> All(Cli cli, string[] settings) =>
    [
        RoutesVerb.Command(settings),
        Backups.BackupVerb.Command(cli),
        Backups.RestoreVerb.Command(settings),
        Databases.DatabaseVerb.Command(settings),
    ];
}
