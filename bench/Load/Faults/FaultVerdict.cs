namespace Guildhall.Load.Faults;

/// <param name="Done">What was done to the program.</param>
/// <param name="Seen">Figures of the run.</param>
/// <param name="Wrong">What does not keep the pass line; empty when all does.</param>
/// <param name="ControlFound">Whether the check has found what was put in on purpose.</param>
internal sealed record FaultVerdict(string Done, string Seen, IReadOnlyList<string> Wrong, bool ControlFound);
