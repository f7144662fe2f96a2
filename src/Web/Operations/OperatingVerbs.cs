using System.CommandLine;
using Guildhall.Kernel.Http;

namespace Guildhall.Web.Operations;

/// <summary>Verbs of the program as a whole.</summary>
internal static class OperatingVerbs
{
    public static IEnumerable<Command> All(Cli cli) => [RoutesVerb.Command(cli), .. Backups.BackupVerbs.All(cli)];
}
