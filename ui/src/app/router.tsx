/** Every address of the app. The code of a page is loaded when the page is first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";

import { FailedPage, NotFoundPage, PendingPage } from "~/app/fallbacks";
import { Landing } from "~/app/pages/Landing";
import { Shell } from "~/app/Shell";
import { meQuery, queryClient } from "~/shared/queries";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

/** A visitor signs in first, and then comes back to the page. */
async function requireMe({ location }: { location: { href: string } }): Promise<void> {
  const me = await queryClient.ensureQueryData(meQuery);
  if (!me) throw redirect({ to: "/sign-in", search: { then: location.href } });
}

/** Who is signed in already has no use for these pages. */
async function requireNobody({ search }: { search: { then?: string } }): Promise<void> {
  if (await queryClient.ensureQueryData(meQuery)) throw redirect({ href: search.then ?? "/messages", replace: true });
}

const readThen = (search: Record<string, unknown>): { then?: string } => {
  const then = search.then;
  // Only an address in this app, never another site.
  return typeof then === "string" && /^\/(?![/\\])/.test(then) ? { then } : {};
};

const landing = createRoute({ getParentRoute: () => root, path: "/", component: Landing });
const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: readThen,
  beforeLoad: requireNobody,
  component: lazyRouteComponent(() => import("~/features/account/SignIn"), "SignIn"),
});
const signUp = createRoute({
  getParentRoute: () => root,
  path: "/sign-up",
  validateSearch: readThen,
  beforeLoad: requireNobody,
  component: lazyRouteComponent(() => import("~/features/account/SignUp"), "SignUp"),
});
const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: "/forgot-password",
  component: lazyRouteComponent(() => import("~/features/account/links/ForgotPassword"), "ForgotPassword"),
});
const newPassword = createRoute({
  getParentRoute: () => root,
  path: "/reset-password/$token",
  component: lazyRouteComponent(() => import("~/features/account/links/NewPassword"), "NewPassword"),
});
const confirmEmail = createRoute({
  getParentRoute: () => root,
  path: "/confirm-email/$token",
  component: lazyRouteComponent(() => import("~/features/account/links/ConfirmEmail"), "ConfirmEmail"),
});
const newAddress = createRoute({
  getParentRoute: () => root,
  path: "/new-address/$token",
  component: lazyRouteComponent(() => import("~/features/account/links/NewAddress"), "ConfirmNewAddress"),
});
const undoAddress = createRoute({
  getParentRoute: () => root,
  path: "/undo-address/$token",
  component: lazyRouteComponent(() => import("~/features/account/links/NewAddress"), "UndoAddress"),
});
const joinTeam = createRoute({
  getParentRoute: () => root,
  path: "/join/$token",
  component: lazyRouteComponent(() => import("~/features/team/JoinTeam"), "JoinTeam"),
});
const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: "/unsubscribe/$token",
  component: lazyRouteComponent(() => import("~/features/notifying/Unsubscribe"), "Unsubscribe"),
});
const profile = createRoute({
  getParentRoute: () => root,
  path: "/@{$handle}",
  component: lazyRouteComponent(() => import("~/features/chat/AgentProfile"), "AgentProfile"),
});
const member = createRoute({ getParentRoute: () => root, id: "signed-in", beforeLoad: requireMe });

const messages = createRoute({
  getParentRoute: () => member,
  path: "/messages",
  component: lazyRouteComponent(() => import("~/features/chat/Messages"), "Messages"),
});
const conversation = createRoute({
  getParentRoute: () => member,
  path: "/messages/$conversation",
  component: lazyRouteComponent(() => import("~/features/chat/Messages"), "Messages"),
});
const inbox = createRoute({
  getParentRoute: () => member,
  path: "/messages/escalations",
  component: lazyRouteComponent(() => import("~/app/pages/Inbox"), "Inbox"),
});
/** The inbox shows the question itself, beside the list. */
const question = createRoute({ getParentRoute: () => inbox, path: "/$question", component: () => null });
const myAgents = createRoute({
  getParentRoute: () => member,
  path: "/my-agents",
  component: lazyRouteComponent(() => import("~/features/agents/MyAgents"), "MyAgents"),
});
const newAgent = createRoute({
  getParentRoute: () => member,
  path: "/my-agents/new",
  component: lazyRouteComponent(() => import("~/app/pages/NewAgent"), "NewAgent"),
});
const agent = createRoute({
  getParentRoute: () => member,
  path: "/my-agents/$handle",
  component: lazyRouteComponent(() => import("~/app/pages/AgentLayout"), "AgentLayout"),
});
const agentStart = createRoute({
  getParentRoute: () => agent,
  path: "/",
  beforeLoad: ({ params }: { params: { handle: string } }) => {
    throw redirect({ href: `/my-agents/${params.handle}/orchestrator`, replace: true });
  },
});
const rulesAndMetrics = createRoute({
  getParentRoute: () => agent,
  path: "/orchestrator",
  component: lazyRouteComponent(() => import("~/app/pages/RulesAndMetrics"), "RulesAndMetrics"),
});
const knowledge = createRoute({
  getParentRoute: () => agent,
  path: "/knowledge",
  component: lazyRouteComponent(() => import("~/app/pages/Knowledge"), "Knowledge"),
});
const decisions = createRoute({
  getParentRoute: () => agent,
  path: "/decisions",
  component: lazyRouteComponent(() => import("~/features/routing/Decisions"), "Decisions"),
});
const members = createRoute({
  getParentRoute: () => agent,
  path: "/members",
  component: lazyRouteComponent(() => import("~/features/policy/Members"), "Members"),
});
const team = createRoute({
  getParentRoute: () => agent,
  path: "/team",
  component: lazyRouteComponent(() => import("~/features/team/Team"), "Team"),
});
const conversations = createRoute({
  getParentRoute: () => agent,
  path: "/conversations",
  component: lazyRouteComponent(() => import("~/features/team/ConversationLog"), "ConversationLog"),
});
const details = createRoute({
  getParentRoute: () => agent,
  path: "/agent",
  component: lazyRouteComponent(() => import("~/app/pages/AgentDetails"), "AgentDetails"),
});
const settings = createRoute({
  getParentRoute: () => member,
  path: "/settings",
  component: lazyRouteComponent(() => import("~/app/pages/Settings"), "Settings"),
});

const tree = root.addChildren([
  landing,
  signIn,
  signUp,
  forgotPassword,
  newPassword,
  confirmEmail,
  newAddress,
  undoAddress,
  unsubscribe,
  joinTeam,
  profile,
  member.addChildren([
    messages,
    inbox.addChildren([question]),
    conversation,
    myAgents,
    newAgent,
    agent.addChildren([agentStart, rulesAndMetrics, knowledge, decisions, conversations, members, team, details]),
    settings,
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  defaultPendingComponent: PendingPage,
  defaultErrorComponent: FailedPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
