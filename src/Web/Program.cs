using Guildhall.Web;

return await Verbs.RunAsync(args);

/// <summary>Named so that tests can host it.</summary>
public partial class Program;
