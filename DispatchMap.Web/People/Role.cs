namespace DispatchMap.Web.People;

/// <summary>What somebody is here for. Each may do what the one before may.</summary>
public enum Role
{
    Dispatcher,
    OpsLead,
    Admin,
}
