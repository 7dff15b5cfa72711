/** The roles of a team in words. */
import type { Schema } from "~/shared/api";

export type Role = Schema<"TeammateOut">["role"];

export const ROLES: Record<Role, { label: string; may: string }> = {
  viewer: { label: "Viewer", may: "reads questions, conversations, knowledge and figures" },
  answerer: { label: "Answerer", may: "also answers questions and writes into conversations" },
  editor: { label: "Editor", may: "also changes knowledge and rules, and signs answers" },
  owner: { label: "Owner", may: "also changes the team, and reads direct messages" },
};
export const GIVEN: Exclude<Role, "owner">[] = ["viewer", "answerer", "editor"];
const ORDER: Role[] = [...GIVEN, "owner"];

export const includes = (role: Role, least: Role): boolean => ORDER.indexOf(role) >= ORDER.indexOf(least);
